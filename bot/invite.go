package bot

import (
	"net/url"
	"strconv"

	"github.com/bwmarrin/discordgo"
)

// invitePermissions is all that replying in a channel takes: to see it, to
// write in it, and to show embeds there.
const invitePermissions = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionEmbedLinks

// InviteURL is the address at which an administrator adds the application to
// a server, with the scopes and permissions that the bot needs and no more: to
// answer messages that mention it, it must be able to reply to them.
func InviteURL(appID string, mentions bool) string {
	permissions := int64(invitePermissions)
	if mentions {
		permissions |= discordgo.PermissionReadMessageHistory
	}
	q := url.Values{
		"client_id":   {appID},
		"scope":       {"bot applications.commands"},
		"permissions": {strconv.FormatInt(permissions, 10)},
	}
	return "https://discord.com/oauth2/authorize?" + q.Encode()
}

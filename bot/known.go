package bot

import (
	"context"
	"slices"

	"github.com/bwmarrin/discordgo"

	"sibaq/index"
	"sibaq/knowledge"
)

// Guilds keeps what guilds know for themselves; a [guilds.Keeper] is one.
type Guilds interface {
	// Of gives the shared knowledge together with a guild's own, nil where there
	// is none to be had now. It stays open until release is called.
	Of(ctx context.Context, guild string) (live *index.Live, release func())
	// Reload reads a guild's own files again, and Check looks for what is wrong in
	// them. Their error is [guilds.ErrNone], or holds [knowledge.Problems].
	Reload(ctx context.Context, guild string) (index.Change, error)
	Check(ctx context.Context, guild string) (*knowledge.Base, error)
}

// known is what an interaction is answered from: everything that a reply, a
// completion or a picture shows comes out of it.
type known struct {
	know   Knowledge
	guild  string // where the interaction takes place, "" outside guilds
	marked *markings
}

// known is what an interaction is answered from until release is called. Here
// alone it is decided whose knowledge anybody sees.
func (b *Bot) known(ctx context.Context, i *discordgo.Interaction) (k known, release func()) {
	k, release = b.knownIn(ctx, installedIn(i))
	k.guild = i.GuildID
	return k, release
}

// knownIn is what is known in a guild that has added the bot, or outside guilds.
func (b *Bot) knownIn(ctx context.Context, guild string) (k known, release func()) {
	k = b.knownToAll(guild)
	if b.cfg.Guilds == nil || guild == "" {
		return k, func() {}
	}
	live, release := b.cfg.Guilds.Of(ctx, guild)
	if live != nil {
		k.know = live
	}
	return k, release
}

// knownToAll is the shared knowledge, asked for in a guild.
func (b *Bot) knownToAll(guild string) known { return known{b.cfg.Knowledge, guild, &b.marked} }

// installedIn is the guild in which an interaction takes place, if that guild has
// added the bot. A member who added it for themselves takes it to any place, and
// to none of them what the guild keeps for itself.
func installedIn(i *discordgo.Interaction) string {
	if i.Member == nil || i.AuthorizingIntegrationOwners[discordgo.ApplicationIntegrationGuildInstall] != i.GuildID {
		return ""
	}
	return i.GuildID
}

// managesShared reports whether a guild's moderators look after the knowledge of
// all.
func (b *Bot) managesShared(guild string) bool {
	if len(b.cfg.Managers) == 0 {
		return b.cfg.Guilds == nil
	}
	return slices.Contains(b.cfg.Managers, guild)
}

// folderOf is the folder that a guild's moderators change; nil for none.
func (b *Bot) folderOf(guild string) Folder {
	if !b.managesShared(guild) {
		return nil
	}
	return b.cfg.Folder
}

// editable reports whether whoever acts may change a fact of base: one of a
// folder that they look after.
func (b *Bot) editable(i *discordgo.Interaction, m manner, f *knowledge.Fact, base *knowledge.Base) bool {
	_, own := base.OwnPath(f.File)
	return !own && b.changeRefusal(i, m) == nil
}

// managesOwn reports whether moderators may look after what their guild knows for
// itself.
func (b *Bot) managesOwn(i *discordgo.Interaction) bool {
	return b.cfg.Guilds != nil && installedIn(i) != ""
}

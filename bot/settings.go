package bot

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/bot/store"
	"sibaq/knowledge"
)

// The panel of a server's settings is one private reply. Each of its selects and
// buttons says what it sets and, where it is a button, to what, so that a panel
// that was opened long ago does what it says and nothing else.

// settings are named so in custom_ids.
const (
	setLang     = "lang"
	setDigits   = "digits"
	setPrivate  = "private"
	setChannels = "channels"
	setRoles    = "roles"
	setCooldown = "cooldown"
)

// asAsked is the value that stands for no wish; a select takes no empty one.
const asAsked = "-"

// cooldowns are the pauses that one can choose, in seconds: those that Discord
// has for its own slow mode.
var cooldowns = []int{0, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600}

// maxChosen is how many channels or roles can be chosen: as many as a select
// takes.
const maxChosen = 25

// settable are the channels in which one can ask: text, voice, announcements,
// stages and forums.
var settable = []discordgo.ChannelType{discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildVoice,
	discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildStageVoice, discordgo.ChannelTypeGuildForum}

// toldError is an error of which the person is told more than that there was one.
type toldError struct {
	told func(say.Words) string
	error
}

func (e toldError) Unwrap() error { return e.error }

func (b *Bot) settings(r *request) (page, error) {
	if b.cfg.Store == nil {
		return plain(noticeEmbed(r.words, r.words.NothingKept())), nil
	}
	s, err := b.cfg.Store.Settings(r.ctx, r.from.GuildID)
	if err != nil {
		return page{}, err
	}
	return settingsPage(r.words, s, manages(r.from), ""), nil
}

// settle does what a select or a button of the panel says. Whoever presses is a
// moderator.
func (r presser) settle(s state) (page, bool, error) {
	if r.bot.cfg.Store == nil {
		return page{}, false, nil
	}
	data, _ := r.i.Data.(discordgo.MessageComponentInteractionData)
	name, value, isButton := strings.Cut(s.rest, "=")
	values := data.Values
	if isButton {
		values = []string{value}
	}
	change, what := settingChange(name, values, r.i.GuildID)
	if change == nil || name == setRoles && !manages(r.i) {
		return page{}, false, nil
	}
	kept, err := r.bot.cfg.Store.ChangeSettings(r.ctx, r.i.GuildID, change)
	if err != nil {
		return page{}, false, toldError{say.Words.NotSaved, err}
	}
	r.bot.log.Info("a moderator changed a setting", "guild", r.i.GuildID, "member", member(r.i), "setting", name)
	m := r.manner.with(kept)
	w := m.words(m.in(s.lang))
	return settingsPage(w, kept, manages(r.i), what(w)), true, nil
}

// settingChange is what sets a setting to the values that were chosen, and the
// setting's name for people; nil for values that the panel does not offer.
func settingChange(name string, values []string, guild string) (func(*store.Settings), func(say.Words) string) {
	one := ""
	if len(values) == 1 {
		one = values[0]
	}
	ids := slices.DeleteFunc(slices.Clone(values), func(id string) bool {
		_, err := strconv.ParseUint(id, 10, 64)
		return err != nil || id == guild // which is the role of everyone
	})
	slices.Sort(ids)
	ids = slices.Compact(ids)
	switch {
	case name == setLang && slices.Contains([]string{asAsked, string(knowledge.Arabic), string(knowledge.English)}, one):
		return func(s *store.Settings) { s.Lang = knowledge.Lang(strings.TrimPrefix(one, asAsked)) }, say.Words.SettingLang
	case name == setDigits:
		return func(s *store.Settings) { s.ArabicDigits = one == "1" }, say.Words.SettingDigits
	case name == setPrivate:
		return func(s *store.Settings) { s.Private = one == "1" }, say.Words.SettingPrivate
	case name == setChannels && len(values) <= maxChosen:
		return func(s *store.Settings) { s.Channels = ids }, say.Words.SettingChannels
	case name == setRoles && len(values) <= maxChosen:
		return func(s *store.Settings) { s.Roles = ids }, say.Words.SettingRoles
	case name == setCooldown:
		if n, err := strconv.Atoi(one); err == nil && slices.Contains(cooldowns, n) {
			return func(s *store.Settings) { s.Cooldown = n }, say.Words.SettingCooldown
		}
	}
	return nil, nil
}

// settingsPage is the panel. saved names the setting that was just saved.
func settingsPage(w say.Words, s store.Settings, manager bool, saved string) page {
	lang := w.Lang()
	language := w.LangOfAsker()
	if s.Lang != "" {
		language = say.Texts(s.Lang).LangName()
	}
	channels, roles := w.AllChannels(), w.ManageServerAlone()
	if len(s.Channels) > 0 {
		channels = w.Join(mapped(s.Channels, channelName))
	}
	if len(s.Roles) > 0 {
		roles = w.Join(mapped(s.Roles, func(id string) string { return say.FSI + "<@&" + id + ">" + say.PDI }))
	}
	pause := w.Pause(s.Cooldown)
	if s.Cooldown > 0 {
		pause = w.Join([]string{pause, w.ModeratorsNeedNotWait()})
	}
	var lines []string
	add := func(text string) { lines = append(lines, say.Line(lang, text)) }
	if saved != "" {
		add("✅ " + w.Saved(saved))
		lines = append(lines, "")
	}
	for _, l := range []struct{ name, value string }{
		{w.SettingLang(), say.Isolate(lang, language)},
		{w.SettingDigits(), say.DigitsSample(s.ArabicDigits)},
		{w.SettingPrivate(), w.SeenBy(s.Private)},
		{w.SettingChannels(), channels},
		{w.SettingRoles(), roles},
		{w.SettingCooldown(), pause},
	} {
		add(w.Colon("**"+l.name+"**", l.value))
	}
	lines = append(lines, "")
	add(w.SettingsHow())
	if len(s.Roles) > 0 {
		add(w.RolesHow())
	}
	if !manager {
		add(w.RolesByManagersOnly())
	}
	p := plain(&discordgo.MessageEmbed{Title: title(lang, w.SettingsTitle()), Description: strings.Join(lines, "\n"), Color: colourNotice})
	if saved != "" {
		p.embeds[0].Color = colourGood
	}
	does := func(what string) string { return state{kind: kindSettings, lang: lang, rest: what}.String() }
	button := func(label, what string, on bool) discordgo.MessageComponent {
		return discordgo.Button{Label: label, Style: discordgo.SecondaryButton, CustomID: does(what + "=" + map[bool]string{true: "1", false: "0"}[on])}
	}
	none := 0
	p.panel = []discordgo.MessageComponent{
		row(discordgo.SelectMenu{CustomID: does(setLang), Placeholder: w.SettingLang(), Options: langOptions(w, s.Lang)}),
		row(discordgo.SelectMenu{MenuType: discordgo.ChannelSelectMenu, CustomID: does(setChannels), Placeholder: w.ChooseChannels(),
			MinValues: &none, MaxValues: maxChosen, ChannelTypes: settable,
			DefaultValues: chosenBefore(s.Channels, discordgo.SelectMenuDefaultValueChannel)}),
		row(discordgo.SelectMenu{MenuType: discordgo.RoleSelectMenu, CustomID: does(setRoles), Placeholder: w.ChooseRoles(),
			MinValues: &none, MaxValues: maxChosen, Disabled: !manager,
			DefaultValues: chosenBefore(s.Roles, discordgo.SelectMenuDefaultValueRole)}),
		row(discordgo.SelectMenu{CustomID: does(setCooldown), Placeholder: w.SettingCooldown(), Options: cooldownOptions(w, s.Cooldown)}),
		row(button(w.DigitsButton(!s.ArabicDigits), setDigits, !s.ArabicDigits), button(w.PrivateButton(!s.Private), setPrivate, !s.Private),
			discordgo.Button{Label: w.GapsButton(), Style: discordgo.PrimaryButton, CustomID: state{kind: kindGaps, lang: lang, rest: beside}.String()},
			discordgo.Button{Label: w.StatsButton(), Style: discordgo.PrimaryButton, CustomID: state{kind: kindStats, lang: lang, rest: beside}.String()}),
	}
	return p
}

func row(components ...discordgo.MessageComponent) discordgo.ActionsRow {
	return discordgo.ActionsRow{Components: components}
}

// langOptions name each language in itself, behind the name of the setting: a
// select shows nothing but what is chosen.
func langOptions(w say.Words, now knowledge.Lang) []discordgo.SelectMenuOption {
	option := func(lang knowledge.Lang, label, value string) discordgo.SelectMenuOption {
		return discordgo.SelectMenuOption{Label: w.Colon(w.SettingLang(), label), Value: value, Default: lang == now}
	}
	out := []discordgo.SelectMenuOption{option("", w.LangOfAsker(), asAsked)}
	for _, lang := range []knowledge.Lang{knowledge.Arabic, knowledge.English} {
		out = append(out, option(lang, say.Texts(lang).LangName(), string(lang)))
	}
	return out
}

func cooldownOptions(w say.Words, now int) []discordgo.SelectMenuOption {
	var out []discordgo.SelectMenuOption
	for _, n := range cooldowns {
		out = append(out, discordgo.SelectMenuOption{Label: w.PauseOf(n), Value: strconv.Itoa(n), Default: n == now})
	}
	return out
}

func chosenBefore(ids []string, kind discordgo.SelectMenuDefaultValueType) []discordgo.SelectMenuDefaultValue {
	return mapped(ids, func(id string) discordgo.SelectMenuDefaultValue {
		return discordgo.SelectMenuDefaultValue{ID: id, Type: kind}
	})
}

func mapped[A, B any](all []A, to func(A) B) []B {
	var out []B
	for _, a := range all {
		out = append(out, to(a))
	}
	return out
}

// toldText is what an error has to say to the person, nil for nothing.
func toldText(err error) func(say.Words) string {
	var e toldError
	if errors.As(err, &e) {
		return e.told
	}
	return nil
}

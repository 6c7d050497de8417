package bot

import (
	"slices"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/knowledge"
)

// A command is one thing the bot does, under an English and an Arabic name:
// Discord has no Arabic locale, so the Arabic name is a command of its own.
type command struct {
	en, ar     string
	about      func(say.Words) string
	options    []option
	moderators bool // for those alone; Discord hides it from who lacks Manage Server, and we check as well
	own        bool // of moderators: about their server alone, not about the folder that all share
	private    bool // only who asks sees the reply
	message    bool // given on a message, from its menu, under one name in both languages
	asks       bool // it may answer with a form, which must be the first answer and so cannot be put off
	run        func(*Bot, *request) (page, error)
	sub        []*command // given by name behind this one's, which does nothing by itself
}

type option struct {
	en, ar   string
	about    func(say.Words) string
	required bool
	max      int // characters
	complete completer
	named    bool // it holds a name or a label, which completions show in both languages
	file     bool // it takes a file instead of text
}

// The longest things a member can type into an option. Discord refuses longer
// ones; so do we.
const (
	maxQuestion = 1400 // all of it has room at the foot of an answer
	maxName     = 100  // that of an autocomplete choice
	maxAspect   = 60   // what fits into a button beside the two names
	maxRankedBy = 40   // two of them fit into a button
)

// findFacts names the command on a message.
var findFacts = say.Both(say.Words.CommandFind)

var commands = []*command{
	{en: "ask", ar: "اسأل", about: say.Words.CommandAsk, run: (*Bot).ask, options: []option{
		{en: "question", ar: "السؤال", about: say.Words.OptionQuestion, required: true, max: maxQuestion, complete: completeQuestion},
	}},
	{en: "compare", ar: "قارن", about: say.Words.CommandCompare, run: (*Bot).compare, options: []option{
		{en: "a", ar: "الأول", about: say.Words.OptionA, required: true, max: maxName, complete: completeName, named: true},
		{en: "b", ar: "الثاني", about: say.Words.OptionB, required: true, max: maxName, complete: completeName, named: true},
		{en: "aspect", ar: "الجانب", about: say.Words.OptionAspect, max: maxAspect, complete: completeAspect, named: true},
	}},
	{en: "about", ar: "عن", about: say.Words.CommandAbout, run: (*Bot).about, options: []option{
		{en: "name", ar: "الاسم", about: say.Words.OptionName, required: true, max: maxName, complete: completeName, named: true},
	}},
	{en: "timeline", ar: "تسلسل-زمني", about: say.Words.CommandTimeline, run: (*Bot).timeline, options: []option{
		{en: "topic", ar: "الموضوع", about: say.Words.OptionTopic, required: true, max: maxTopic, complete: completeName, named: true},
		{en: "from", ar: "من", about: say.Words.OptionFrom, max: maxDate},
		{en: "to", ar: "إلى", about: say.Words.OptionTo, max: maxDate},
	}},
	{en: "rank", ar: "ترتيب", about: say.Words.CommandRank, run: (*Bot).rank, options: []option{
		{en: "attribute", ar: "الخاصية", about: say.Words.OptionAttribute, required: true, max: maxRankedBy, complete: completeAttribute, named: true},
		{en: "group", ar: "المجموعة", about: say.Words.OptionGroup, max: maxRankedBy, complete: completeGroup, named: true},
	}},
	{en: findFacts, ar: findFacts, run: (*Bot).findFacts, private: true, message: true},
	{en: "sources", ar: "المصادر", about: say.Words.CommandSources, run: (*Bot).sources, private: true},
	{en: "help", ar: "مساعدة", about: say.Words.CommandHelp, run: (*Bot).help, private: true},
	manage,
	{en: "privacy", ar: "الخصوصية", about: say.Words.CommandPrivacy, run: (*Bot).privacy, private: true},
	{en: "settings", ar: "الإعدادات", about: say.Words.CommandSettings, run: (*Bot).settings, private: true, moderators: true, own: true},
	{en: "reload", ar: "تحديث", about: say.Words.CommandReload, run: (*Bot).reload, private: true, moderators: true},
	{en: "check", ar: "فحص", about: say.Words.CommandCheck, run: (*Bot).check, private: true, moderators: true},
}

// answers reports whether a command is a question, which a server can keep to
// some channels and put pauses between.
func (c *command) answers() bool { return !c.private || c.message }

// find returns the command of a name and the language of that name.
func find(name string) (*command, knowledge.Lang) {
	for _, c := range commands {
		switch name {
		case c.ar:
			return c, knowledge.Arabic
		case c.en:
			return c, knowledge.English
		}
	}
	return nil, knowledge.Arabic
}

// given is the command that an interaction gives, down to its subcommand, with
// what was typed into its options; nil for one that this version does not have.
func given(data discordgo.ApplicationCommandInteractionData) (*command, knowledge.Lang, []*discordgo.ApplicationCommandInteractionDataOption) {
	cmd, lang := find(data.Name)
	options := data.Options
	for cmd != nil && len(cmd.sub) > 0 {
		var next *command
		if len(options) == 1 && options[0] != nil {
			name := options[0].Name
			if n := slices.IndexFunc(cmd.sub, func(c *command) bool { return in(lang, c.ar, c.en) == name }); n >= 0 {
				next = cmd.sub[n]
			}
			options = options[0].Options
		}
		cmd = next
	}
	return cmd, lang, options
}

// definitions are the commands as Discord is told of them, each that is typed
// twice.
// Commands of one guild are not told where they work: it is there.
func definitions(oneGuild bool) []*discordgo.ApplicationCommand {
	var out []*discordgo.ApplicationCommand
	for _, c := range commands {
		langs := []knowledge.Lang{knowledge.Arabic, knowledge.English}
		if c.message {
			langs = langs[:1]
		}
		for _, lang := range langs {
			d := c.definition(lang)
			if !oneGuild {
				d.Contexts, d.IntegrationTypes = c.places()
			}
			out = append(out, d)
		}
	}
	return out
}

// places are where a command works and how it comes there: in servers that
// added the bot, and, but for moderators' commands, with members who added it
// for themselves, in direct messages as well.
func (c *command) places() (*[]discordgo.InteractionContextType, *[]discordgo.ApplicationIntegrationType) {
	contexts := []discordgo.InteractionContextType{discordgo.InteractionContextGuild}
	installs := []discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
	if !c.moderators {
		contexts = append(contexts, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel)
		installs = append(installs, discordgo.ApplicationIntegrationUserInstall)
	}
	return &contexts, &installs
}

func (c *command) definition(lang knowledge.Lang) *discordgo.ApplicationCommand {
	if c.message {
		return &discordgo.ApplicationCommand{Type: discordgo.MessageApplicationCommand, Name: c.ar}
	}
	d := &discordgo.ApplicationCommand{
		Type: discordgo.ChatApplicationCommand,
		Name: in(lang, c.ar, c.en), Description: say.Both(c.about),
	}
	if l := localized(lang, c.about); l != nil {
		d.DescriptionLocalizations = &l
	}
	if c.moderators {
		need := int64(discordgo.PermissionManageGuild)
		d.DefaultMemberPermissions = &need
	}
	d.Options = c.optionsIn(lang)
	return d
}

func (c *command) optionsIn(lang knowledge.Lang) (out []*discordgo.ApplicationCommandOption) {
	for _, s := range c.sub {
		out = append(out, &discordgo.ApplicationCommandOption{
			Type: discordgo.ApplicationCommandOptionSubCommand,
			Name: in(lang, s.ar, s.en), Description: say.Both(s.about), DescriptionLocalizations: localized(lang, s.about),
			Options: s.optionsIn(lang),
		})
	}
	for _, o := range c.options {
		kind := discordgo.ApplicationCommandOptionString
		if o.file {
			kind = discordgo.ApplicationCommandOptionAttachment
		}
		out = append(out, &discordgo.ApplicationCommandOption{
			Type: kind,
			Name: in(lang, o.ar, o.en), Description: say.Both(o.about), DescriptionLocalizations: localized(lang, o.about),
			Required: o.required, Autocomplete: o.complete != nil, MaxLength: o.max,
		})
	}
	return out
}

// localized is a description in the locales that Discord has and we have words
// for. Arabic is none of Discord's: descriptions are in both languages, and of
// English commands in English alone where the client is English. An Arabic command
// keeps both: many who read Arabic have an English client.
func localized(lang knowledge.Lang, about func(say.Words) string) map[discordgo.Locale]string {
	if lang == knowledge.Arabic {
		return nil
	}
	text := about(say.Texts(knowledge.English))
	return map[discordgo.Locale]string{discordgo.EnglishUS: text, discordgo.EnglishGB: text}
}

func in(lang knowledge.Lang, ar, en string) string {
	if lang == knowledge.Arabic {
		return ar
	}
	return en
}

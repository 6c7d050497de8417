package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/index/guilds"
	"sibaq/knowledge"
	"sibaq/knowledge/edit"
)

// settings is all that can be configured, by flag or by environment.
type settings struct {
	knowledge     string
	indexDir      string
	lang          string
	json          bool
	limit         int
	minConfidence float64
	aspect        string
	asc           bool
	explain       bool
	ranks         string
	guild         string
	managers      string // ids with commas between
	guilds        string
	guildsLoaded  int
	guildsMemory  int // MiB
	guildFiles    int
	guildSize     int // KiB
	guildFacts    int
	health        string
	store         string
	history       string
	keepMembers   bool
	retention     string
	mentions      bool
	page          string
	expose        bool
	tokenFile     string
	log           string
	from, to      string
	out           string
	force         bool
	facts         int
	stale         bool
	olderThan     string
	fact          edit.New
	by, since     string
	reason        string
	dryRun        bool
	as            string
	last          int
	remote        string
}

// options lists every flag once: commands pick theirs by name.
var options = map[string]struct {
	value    string // what stands for the value in help; "" for a switch
	variable string // the environment variable that sets it; "" = none
	what     func(say.Words) string
	to       func(*settings) any // a pointer to where its value goes
	def      any                 // its value where nobody sets it; nil = the type's zero
}{
	"knowledge":      {"DIR", "SIBAQ_KNOWLEDGE", say.Words.FlagKnowledge, func(s *settings) any { return &s.knowledge }, nil},
	"index-dir":      {"DIR", "SIBAQ_INDEX", say.Words.FlagIndexDir, func(s *settings) any { return &s.indexDir }, nil},
	"lang":           {"ar|en", "SIBAQ_LANG", say.Words.FlagLang, func(s *settings) any { return &s.lang }, nil},
	"json":           {"", "", say.Words.FlagJSON, func(s *settings) any { return &s.json }, nil},
	"limit":          {"N", "SIBAQ_LIMIT", say.Words.FlagLimit, func(s *settings) any { return &s.limit }, index.DefaultLimit},
	"mentions":       {"", "SIBAQ_MENTIONS", say.Words.FlagMentions, func(s *settings) any { return &s.mentions }, nil},
	"min-confidence": {"X", "SIBAQ_MIN_CONFIDENCE", say.Words.FlagMinConfidence, func(s *settings) any { return &s.minConfidence }, index.DefaultMinConfidence},
	"aspect":         {"X", "", say.Words.FlagAspect, func(s *settings) any { return &s.aspect }, nil},
	"asc":            {"", "", say.Words.FlagAsc, func(s *settings) any { return &s.asc }, nil},
	"explain":        {"", "", say.Words.FlagExplain, func(s *settings) any { return &s.explain }, nil},
	"facts":          {"N", "", say.Words.FlagFacts, func(s *settings) any { return &s.facts }, 10_000},
	"ranks":          {"FILE", "", say.Words.FlagRanks, func(s *settings) any { return &s.ranks }, nil},
	"guild":          {"ID", "SIBAQ_GUILD", say.Words.FlagGuild, func(s *settings) any { return &s.guild }, nil},
	"managers":       {"IDS", "SIBAQ_MANAGERS", say.Words.FlagManagers, func(s *settings) any { return &s.managers }, nil},
	"guilds":         {"DIR", "SIBAQ_GUILDS", say.Words.FlagGuilds, func(s *settings) any { return &s.guilds }, nil},
	"guilds-loaded":  {"N", "SIBAQ_GUILDS_LOADED", say.Words.FlagGuildsLoaded, func(s *settings) any { return &s.guildsLoaded }, 64},
	"guilds-memory":  {"MIB", "SIBAQ_GUILDS_MEMORY", say.Words.FlagGuildsMemory, func(s *settings) any { return &s.guildsMemory }, 256},
	"guild-files":    {"N", "SIBAQ_GUILD_FILES", say.Words.FlagGuildFiles, func(s *settings) any { return &s.guildFiles }, guilds.DefaultLimits.Files},
	"guild-size":     {"KIB", "SIBAQ_GUILD_SIZE", say.Words.FlagGuildSize, func(s *settings) any { return &s.guildSize }, int(guilds.DefaultLimits.AllBytes >> 10)},
	"guild-facts":    {"N", "SIBAQ_GUILD_FACTS", say.Words.FlagGuildFacts, func(s *settings) any { return &s.guildFacts }, guilds.DefaultLimits.Facts},
	"health":         {"ADDR", "SIBAQ_HEALTH", say.Words.FlagHealth, func(s *settings) any { return &s.health }, nil},
	"history":        {"auto|on|off", "SIBAQ_HISTORY", say.Words.FlagHistory, func(s *settings) any { return &s.history }, historyAuto},
	"store":          {"FILE", "SIBAQ_STORE", say.Words.FlagStore, func(s *settings) any { return &s.store }, nil},
	"keep-members":   {"", "SIBAQ_KEEP_MEMBERS", say.Words.FlagKeepMembers, func(s *settings) any { return &s.keepMembers }, nil},
	"retention":      {"AGE", "SIBAQ_RETENTION", say.Words.FlagRetention, func(s *settings) any { return &s.retention }, "90d"},
	"page":           {"ADDR", "SIBAQ_PAGE", say.Words.FlagPage, func(s *settings) any { return &s.page }, "127.0.0.1:8080"},
	"expose":         {"", "", say.Words.FlagExpose, func(s *settings) any { return &s.expose }, nil},
	"token-file":     {"FILE", "DISCORD_TOKEN_FILE", say.Words.FlagTokenFile, func(s *settings) any { return &s.tokenFile }, nil},
	"log":            {"LEVEL", "SIBAQ_LOG", say.Words.FlagLog, func(s *settings) any { return &s.log }, "info"},
	"from":           {"DATE", "", say.Words.FlagFrom, func(s *settings) any { return &s.from }, nil},
	"to":             {"DATE", "", say.Words.FlagTo, func(s *settings) any { return &s.to }, nil},
	"out":            {"PATH", "", say.Words.FlagOut, func(s *settings) any { return &s.out }, nil},
	"force":          {"", "", say.Words.FlagForce, func(s *settings) any { return &s.force }, nil},
	"stale":          {"", "", say.Words.FlagStale, func(s *settings) any { return &s.stale }, nil},
	"text":           {"TEXT", "", say.Words.FlagText, func(s *settings) any { return &s.fact.Text }, nil},
	"twin":           {"TEXT", "", say.Words.FlagTwin, func(s *settings) any { return &s.fact.Twin }, nil},
	"entity":         {"NAMES", "", say.Words.FlagEntity, func(s *settings) any { return &s.fact.Entity }, nil},
	"source":         {"SOURCE", "", say.Words.FlagSource, func(s *settings) any { return &s.fact.Source }, nil},
	"title":          {"TEXT", "", say.Words.FlagTitle, func(s *settings) any { return &s.fact.SourceTitle }, nil},
	"publisher":      {"NAME", "", say.Words.FlagPublisher, func(s *settings) any { return &s.fact.Publisher }, nil},
	"published":      {"DATE", "", say.Words.FlagPublished, func(s *settings) any { return &s.fact.Date }, nil},
	"date":           {"DATE", "", say.Words.FlagDate, func(s *settings) any { return &s.fact.AsOf }, nil},
	"status":         {"STATUS", "", say.Words.FlagStatus, func(s *settings) any { return &s.fact.Status }, nil},
	"id":             {"ID", "", say.Words.FlagID, func(s *settings) any { return &s.fact.ID }, nil},
	"by":             {"ID", "", say.Words.FlagBy, func(s *settings) any { return &s.by }, nil},
	"since":          {"DATE", "", say.Words.FlagSince, func(s *settings) any { return &s.since }, nil},
	"reason":         {"TEXT", "", say.Words.FlagReason, func(s *settings) any { return &s.reason }, nil},
	"dry-run":        {"", "", say.Words.FlagDryRun, func(s *settings) any { return &s.dryRun }, nil},
	"as":             {"PATH", "", say.Words.FlagAs, func(s *settings) any { return &s.as }, nil},
	"last":           {"N", "", say.Words.FlagLast, func(s *settings) any { return &s.last }, 20},
	"remote":         {"NAME", "SIBAQ_REMOTE", say.Words.FlagRemote, func(s *settings) any { return &s.remote }, nil},
	"older-than":     {"AGE", "", say.Words.FlagOlderThan, func(s *settings) any { return &s.olderThan }, "180d"},
}

// variablesAlone are the variables that have no flag.
var variablesAlone = []struct {
	name string
	what func(say.Words) string
}{
	{"DISCORD_TOKEN", say.Words.VariableToken},
	{"SIBAQ_GIT_TOKEN", say.Words.VariableGitToken},
	{"NO_COLOR", say.Words.VariableNoColor},
	{"LC_ALL, LC_MESSAGES, LANG", say.Words.VariableLocale},
}

// define adds the named flags to fs.
func (a *app) define(fs *pflag.FlagSet, names ...string) {
	for _, name := range names {
		o := options[name]
		what := o.what(a.words)
		switch to := o.to(&a.settings).(type) {
		case *string:
			def, _ := o.def.(string)
			fs.StringVar(to, name, def, what)
		case *bool:
			fs.BoolVar(to, name, false, what)
		case *int:
			fs.IntVar(to, name, o.def.(int), what)
		case *float64:
			fs.Float64Var(to, name, o.def.(float64), what)
		}
	}
}

// readSettings fills in from the environment what no flag has set, and
// refuses values that make no sense, whichever way they came.
func (a *app) readSettings(cmd *cobra.Command) error {
	var wrong error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		name, variable := "--"+f.Name, options[f.Name].variable
		if value := a.env[variable]; variable != "" && value != "" && !f.Changed {
			name = variable
			if f.Value.Set(value) != nil && wrong == nil {
				wrong = a.wrongUse(cmd, a.words.BadValue(variable, value))
			}
		}
		if !a.settings.allows(f.Name) && wrong == nil {
			wrong = a.wrongUse(cmd, a.words.BadValue(name, f.Value.String()))
		}
	})
	return wrong
}

func (s *settings) allows(name string) bool {
	switch name {
	case "lang":
		return s.lang == "" || isLang(s.lang)
	case "limit":
		return s.limit > 0
	case "last":
		return s.last > 0
	case "facts":
		return s.facts > 0 && s.facts <= 10_000_000
	case "min-confidence":
		return s.minConfidence >= 0 && s.minConfidence <= 1 // false for NaN
	case "guild":
		return s.guild == "" || isGuild(s.guild)
	case "managers":
		return !slices.ContainsFunc(s.managingGuilds(), func(id string) bool { return !isGuild(id) })
	case "guilds-loaded", "guilds-memory", "guild-files", "guild-size", "guild-facts":
		n := *options[name].to(s).(*int)
		return n > 0 && n <= 1_000_000
	case "history":
		return slices.Contains([]string{historyAuto, historyOn, historyOff}, s.history)
	case "log":
		return logLevel(s.log) != nil
	case "retention":
		_, ok := parseAge(s.retention)
		return ok
	case "older-than":
		_, ok := parseAge(s.olderThan)
		return ok
	}
	return true
}

// managingGuilds are the ids in --managers.
func (s *settings) managingGuilds() []string {
	return strings.FieldsFunc(s.managers, func(r rune) bool { return r == ',' || r == ' ' })
}

func isGuild(id string) bool {
	_, err := strconv.ParseUint(id, 10, 64)
	return err == nil
}

func isLang(s string) bool {
	return knowledge.Lang(s) == knowledge.Arabic || knowledge.Lang(s) == knowledge.English
}

// personsLanguage is the language of help and errors: that of --lang where
// args has it, else of SIBAQ_LANG, else of the locale, else English. It looks
// at args itself, for the help must be worded before flags are parsed.
func (a *app) personsLanguage(args []string) knowledge.Lang {
	for i, arg := range args {
		value, ok := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if ok && isLang(value) {
			return knowledge.Lang(value)
		}
		if arg == "--" {
			break
		}
	}
	if l := a.env["SIBAQ_LANG"]; isLang(l) {
		return knowledge.Lang(l)
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} { // the order that POSIX gives
		if v := a.env[name]; v != "" {
			if v == "ar" || strings.HasPrefix(v, "ar_") || strings.HasPrefix(v, "ar.") {
				return knowledge.Arabic
			}
			break
		}
	}
	return knowledge.English
}

package say

import (
	"fmt"
	"strings"
)

// What the command line says: help, errors and reports. An error here tells
// the person what to do next; what the log needs travels beside it.

// About is the one line that says what the program is.
func (w Words) About() string {
	return w.pick("سباق: أجوبة موثقة عن سباق الذكاء الاصطناعي، من مجلد ملفات", "sibaq: cited answers about the AI race, from a folder of files")
}

// AboutLong introduces the program under --help.
func (w Words) AboutLong() string {
	return w.About() + "\n\n" + w.pick(
		"يجيب البرنامج عن الأسئلة بحقائق منقولة حرفيًا من ملفات Markdown كتبها أشخاص، ويذكر ملف كل حقيقة\n"+
			"وسطرها ومصدرها وتاريخها. وإن لم تجب الملفات قال: لا أعرف. يعمل هنا في الطرفية، وبوتًا في Discord.",
		"It answers questions with facts quoted word for word from Markdown files that people wrote, each with\n"+
			"its file, line, source and date. When the files have no answer it says so. It works here in the\n"+
			"terminal, and as a Discord bot.")
}

// AboutExamples are the first things to try.
func (w Words) AboutExamples() string {
	return w.pick("  # سؤال، ثم مقارنة\n", "  # a question, then a comparison\n") +
		"  sibaq ask \"ما أقصى مدة لفيديو Kling؟\"\n" +
		"  sibaq compare Kling Sora\n\n" +
		w.pick("  # ملفاتك أنت بدل الملفات المرفقة\n", "  # your own files in place of the shipped ones\n") +
		"  sibaq check --knowledge ./knowledge\n" +
		"  sibaq ask --knowledge ./knowledge \"How long can a Kling video be?\"\n\n" +
		w.pick("  # البوت في Discord\n", "  # the Discord bot\n") +
		"  DISCORD_TOKEN=… sibaq serve"
}

// ProgramAsk is the one line on ask.
func (w Words) ProgramAsk() string {
	return w.pick("اسأل سؤالًا", "Ask a question")
}

// ProgramAskLong explains ask.
func (w Words) ProgramAskLong() string {
	return w.pick(
		"يجيب عن سؤال بالعربية (فصحى أو عامية) أو بالإنجليزية، وأفضل الحقائق أولًا. لغة الرد لغة السؤال.\n\n"+
			"رمز الخروج: 0 وُجد جواب، 1 لم يوجد، 2 خطأ في الاستعمال أو في ملفات المعرفة.\n"+
			"مع --json يُطبع كائن JSON واحد في سطر واحد. ومع --json - تُقرأ الأسئلة من الدخل القياسي، كائن في كل\n"+
			"سطر فيه question (وربما lang)، ويُطبع لكل سطر كائن بالترتيب نفسه؛ والسطر المعيب يعطي كائنًا فيه error.\n"+
			"إن بدأ السؤال بشرطة فاكتب قبله --.",
		"Answers a question in Arabic (standard or dialect) or English, best facts first, in the question's language.\n\n"+
			"Exit codes: 0 answered, 1 nothing found, 2 wrong use or bad knowledge.\n"+
			"With --json it prints one JSON object on one line. With --json - it reads questions from standard input,\n"+
			"one object a line with \"question\" (and, if you like, \"lang\"), and prints one object a line in the same\n"+
			"order; a bad line gives an object with \"error\" and the rest goes on.\n"+
			"Write -- before a question that begins with a dash.")
}

// ProgramCompare is the one line on compare.
func (w Words) ProgramCompare() string {
	return w.pick("قارن بين اسمين", "Compare two names")
}

// ProgramCompareLong explains compare.
func (w Words) ProgramCompareLong() string {
	return w.pick(
		"يضع نموذجين أو شركتين أو بلدين جنبًا إلى جنب، ولكل خانة مصدرها. تُفهم الأسماء بالعربية والإنجليزية\n"+
			"وبالأخطاء الإملائية الصغيرة، والاسم المجهول تُقترح له أقرب الأسماء.\n\n"+
			"رمز الخروج: 0 وُجدت مقارنة، 1 لم يوجد شيء، 2 خطأ في الاستعمال أو في ملفات المعرفة.\n"+
			"مع --json - تُقرأ من الدخل القياسي كائنات فيها a وb (وربما aspect وlang)، كائن في كل سطر.",
		"Puts two models, companies or countries side by side, each cell with its source. Names are understood in\n"+
			"Arabic and English and with small typos; for an unknown name it offers the nearest ones.\n\n"+
			"Exit codes: 0 compared, 1 nothing found, 2 wrong use or bad knowledge.\n"+
			"With --json - it reads objects with \"a\" and \"b\" (and, if you like, \"aspect\" and \"lang\") from standard\n"+
			"input, one a line.")
}

// ProgramCheck is the one line on check.
func (w Words) ProgramCheck() string {
	return w.pick("افحص مجلد معرفة", "Check a knowledge folder")
}

// ProgramCheckLong explains check.
func (w Words) ProgramCheckLong() string {
	return w.pick(
		"يقرأ المجلد ويذكر كل مشكلاته مرة واحدة، كل مشكلة بملفها وسطرها وما يصلحها.\n\n"+
			"رمز الخروج: 0 سليم (ولو مع تنبيهات)، 2 فيه أخطاء.",
		"Reads the folder and lists all its problems at once, each with its file, its line and how to mend it.\n\n"+
			"Exit codes: 0 fine (warnings or not), 2 it has errors.")
}

// ProgramEval is the one line on eval.
func (w Words) ProgramEval() string {
	return w.pick("قِس الأجوبة على أسئلة معروفة", "Measure the answers on known questions")
}

// ProgramEvalLong explains eval.
func (w Words) ProgramEvalLong() string {
	return w.pick(
		"يسأل أسئلة الملف ويطبع كم مرة جاءت الحقيقة الصحيحة أولًا وكم سؤالًا غريبًا بقي بلا جواب، لكل لهجة ولغة.\n"+
			"من غير ملف تُستعمل أسئلة المجلد نفسه (questions.txt)، وإلا فالأسئلة المرفقة بالبرنامج.\n\n"+
			"رمز الخروج: 0 بلغت الأرقام الحد المطلوب، 1 لم تبلغه، 2 خطأ في الاستعمال أو في الملفات.",
		"Asks the questions of a file and prints how often the right fact came first, and how many foreign questions\n"+
			"got no answer, for each variety of Arabic and for English. Without a file it takes the folder's own\n"+
			"questions.txt, or else the questions that come with the program.\n\n"+
			"Exit codes: 0 the figures reach the floor, 1 they don't, 2 wrong use or bad files.")
}

// ProgramServe is the one line on serve.
func (w Words) ProgramServe() string {
	return w.pick("شغّل البوت في Discord، أو جرّبه في صفحة على جهازك", "Run the bot on Discord, or try it on a page on your machine")
}

// ProgramServeLong explains serve.
func (w Words) ProgramServeLong() string {
	return w.pick(
		"يتصل بـDiscord ويسجل الأوامر ويطبع رابط الدعوة ثم يجيب حتى يُوقف. يراقب المجلد ويعيد قراءته إذا تغيّر\n"+
			"(أو بإشارة SIGHUP أو بالأمر /reload). وإن كان في التغيير خطأ بقيت المعرفة السابقة تعمل.\n"+
			"عند SIGTERM يُكمل ما بدأه من ردود ثم يتوقف.\n\n"+
			"ومن غير رمز (DISCORD_TOKEN) يفتح على جهازك صفحة كأنها قناة في Discord، فيها الأوامر والردود والأزرار نفسها.",
		"Connects to Discord, registers the commands, prints the invite link and answers until it is stopped. It\n"+
			"watches the folder and reads it again when it changes (or on SIGHUP, or on /reload); when the change has\n"+
			"an error, the knowledge before it goes on serving. On SIGTERM it finishes running replies, then stops.\n\n"+
			"Without a token (DISCORD_TOKEN) it serves a page on your machine that is like a channel on Discord, with the\n"+
			"same commands, replies and buttons.")
}

// ProgramHealth is the one line on health.
func (w Words) ProgramHealth() string {
	return w.pick("اسأل بوتًا يعمل هل هو سليم", "Ask a running bot whether it is well")
}

// ProgramHealthLong explains health.
func (w Words) ProgramHealthLong() string {
	return w.pick(
		"يسأل عنوان --health لبوت يعمل: هل يجيب وهل هو متصل بـDiscord، أو بالصفحة التي تقوم مقامه إن\n"+
			"لم يكن له رمز. تستعمله الحاويات.\n\n"+
			"رمز الخروج: 0 سليم، 1 غير سليم.",
		"Asks the --health address of a running bot whether it serves and is connected to Discord, or, without a\n"+
			"token, to the page that stands for it. For containers.\n\n"+
			"Exit codes: 0 well, 1 not well.")
}

// ProgramVersion is the one line on version.
func (w Words) ProgramVersion() string {
	return w.pick("اطبع إصدار البرنامج وإصدار المعرفة", "Print the version of the program and of the knowledge")
}

// ProgramCompletion is the one line on completion.
func (w Words) ProgramCompletion() string {
	return w.pick("اطبع ملف إكمال الأوامر لصدفتك", "Print the completion script of your shell")
}

// ProgramHelp describes the help flag and the help command.
func (w Words) ProgramHelp() string { return w.pick("اعرض الشرح", "Show how it is used") }

// The headings of --help.

// Usage heads how a command is written.
func (w Words) Usage() string { return w.pick("الاستعمال", "Usage") }

// Examples heads the examples.
func (w Words) Examples() string { return w.pick("أمثلة", "Examples") }

// Commands heads the list of commands.
func (w Words) Commands() string { return w.pick("الأوامر", "Commands") }

// Flags heads the list of flags.
func (w Words) Flags() string { return w.pick("الخيارات", "Flags") }

// MoreHelp tells how to read the help of one of the commands below another.
func (w Words) MoreHelp(above string) string {
	return fmt.Sprintf(w.pick("لشرح أمر بعينه: %s <أمر> --help", "For one command: %s <command> --help"), above)
}

// The flags. The program names each flag's environment variable behind these.

// FlagKnowledge describes --knowledge.
func (w Words) FlagKnowledge() string {
	return w.pick("مجلد ملفات المعرفة بدل الملفات المرفقة", "folder of knowledge files in place of the shipped ones")
}

// FlagLang describes --lang.
func (w Words) FlagLang() string {
	return w.pick("لغة الرد، ar أو en؛ وإلا فلغة السؤال أو النظام", "language of the reply, ar or en; else that of the question or the system")
}

// FlagJSON describes --json.
func (w Words) FlagJSON() string {
	return w.pick("اطبع JSON، كائنًا في كل سطر", "print JSON, one object a line")
}

// FlagLimit describes --limit.
func (w Words) FlagLimit() string {
	return w.pick("عدد الحقائق في الجواب على الأكثر", "how many facts an answer holds at most")
}

// FlagMinConfidence describes --min-confidence.
func (w Words) FlagMinConfidence() string {
	return w.pick("الثقة (من 0 إلى 1) التي لا جواب دونها؛ 0 يعرض أفضل الموجود دائمًا", "confidence (0 to 1) below which there is no answer; 0 always shows the best there is")
}

// FlagExplain describes --explain.
func (w Words) FlagExplain() string {
	return w.pick("اشرح كيف قُرئ السؤال، ولمَ جاءت هذه الحقائق أو لم تأت", "tell how the question was read, and why these facts came or none did")
}

// FlagAspect describes --aspect.
func (w Words) FlagAspect() string {
	return w.pick("جانب المقارنة، مثل: السعر", "what to compare by, e.g. price")
}

// FlagIndexDir describes --index-dir.
func (w Words) FlagIndexDir() string {
	return w.pick("مجلد يُحفظ فيه الفهرس بين مرة وأخرى، فلا يُبنى ثانية ما لم تتغير الملفات أو البرنامج؛ يُنشأ إن لم يوجد",
		"folder in which the index is kept between starts, so that it is built again only when the files or the program have changed; made if it is not there")
}

// FlagRanks describes --ranks.
func (w Words) FlagRanks() string {
	return w.pick("ملف يُكتب فيه ترتيب كل سؤال", "file to write each question's rank to")
}

// FlagGuild describes --guild.
func (w Words) FlagGuild() string {
	return w.pick("معرّف سيرفر: تُسجّل الأوامر فيه وحده فتظهر فورًا، ويقتصر التقرير عليه", "id of a server: commands are registered in it alone, at once, and the report is of it alone")
}

// FlagManagers describes --managers.
func (w Words) FlagManagers() string {
	return w.pick("معرّفات السيرفرات التي لمشرفيها وحدهم تغيير المعرفة وفحصها وتحديثها، وبينها فواصل؛ وإلا فسيرفر --guild، وإلا فلا يغيّرها أحد من Discord ويفحصها ويحدّثها مشرفو كل سيرفر",
		"ids of the servers whose moderators alone may change, check and reload the knowledge, with commas between; else the server of --guild; else nobody changes it from Discord, and moderators of every server check and reload it")
}

// FlagGuilds describes --guilds.
func (w Words) FlagGuilds() string {
	return w.pick("مجلد فيه لكل سيرفر مجلد اسمه معرّف السيرفر، فيه ملفات معرفة لا يراها غيره؛ يُنشأ إن لم يوجد. ومعه لا يفحص المعرفة المشتركة ولا يحدّثها إلا مشرفو سيرفرات --managers",
		"folder with a folder for each server, named by the server's id, of knowledge files that no other server sees; made if it is not there. With it only the moderators of --managers check and reload the shared knowledge")
}

// FlagGuildsLoaded describes --guilds-loaded.
func (w Words) FlagGuildsLoaded() string {
	return w.pick("عدد السيرفرات التي تبقى معرفتها الخاصة في الذاكرة على الأكثر", "how many servers' own knowledge stays in memory at most")
}

// FlagGuildsMemory describes --guilds-memory.
func (w Words) FlagGuildsMemory() string {
	return w.pick("ما تشغله معرفة السيرفرات الخاصة من الذاكرة على الأكثر، بالميغابايت تقريبًا", "how much memory servers' own knowledge takes at most, in MiB, roughly")
}

// FlagGuildFiles describes --guild-files.
func (w Words) FlagGuildFiles() string {
	return w.pick("عدد ملفات المعرفة الخاصة بسيرفر على الأكثر", "how many knowledge files a server has of its own at most")
}

// FlagGuildSize describes --guild-size.
func (w Words) FlagGuildSize() string {
	return w.pick("حجم ملفات المعرفة الخاصة بسيرفر معًا على الأكثر، بالكيلوبايت", "how large a server's own files are together at most, in KiB")
}

// FlagGuildFacts describes --guild-facts.
func (w Words) FlagGuildFacts() string {
	return w.pick("عدد حقائق المعرفة الخاصة بسيرفر على الأكثر", "how many facts a server has of its own at most")
}

// GuildsWithin says that servers' own knowledge would be everybody's.
func (w Words) GuildsWithin(dir string) string {
	return w.pick("المجلد «"+dir+"» داخل مجلد المعرفة المشتركة، فيرى الجميع ما فيه. اختر لـ--guilds مجلدًا خارجه.",
		"The folder “"+dir+"” is inside the shared knowledge folder, so everybody would see what is in it. Choose a folder outside for --guilds.")
}

// FlagMentions describes --mentions.
func (w Words) FlagMentions() string {
	return w.pick("أجب أيضًا عن الرسائل التي تذكر البوت باسمه؛ ولا يحتاج ذلك إلى Privileged Intent",
		"answer messages that mention the bot as well; this needs no privileged intent")
}

// FlagHistory describes --history.
func (w Words) FlagHistory() string {
	return w.pick("هل يغيّر المشرفون المعرفة من Discord، وكل تغيير في سجل git في المجلد: auto إن كان مجلد --knowledge يُكتب فيه",
		"whether moderators change the knowledge from Discord, each change a commit in the folder's git history: auto where the folder of --knowledge can be written to")
}

// FlagStore describes --store.
func (w Words) FlagStore() string {
	return w.pick("ملف تُحفظ فيه إعدادات السيرفرات وآراء الأعضاء والأسئلة التي بلا جواب وأعداد ما سُئل؛ يُنشأ إن لم يوجد، ومن غيره لا يُحفظ شيء",
		"file that keeps servers' settings, members' verdicts, questions without an answer and how much was asked; made if it is not there; without it nothing is kept")
}

// FlagKeepMembers describes --keep-members.
func (w Words) FlagKeepMembers() string {
	return w.pick("احفظ مع السؤال الذي بلا جواب معرّف من سأله، ليحذفه إن شاء بالأمر /الخصوصية؛ ومن غير هذا لا يُحفظ من سأل",
		"keep with a question without an answer the id of who asked it, so that /privacy can delete it; without this nobody knows who asked")
}

// FlagRetention describes --retention.
func (w Words) FlagRetention() string {
	return w.pick("المدة التي يبقى فيها نص السؤال محفوظًا بعد آخر مرة سُئل فيها، مثل 90d أو 12w أو 6m أو 1y",
		"how long the text of a question is kept after it was last asked, as 90d, 12w, 6m or 1y")
}

// StoreInUse says that another process has the store open.
func (w Words) StoreInUse(path string) string {
	return fmt.Sprintf(w.pick("الملف «%s» مفتوح في عملية أخرى، ولعلها نسخة أخرى من البوت. أوقفها، أو أعطِ كل نسخة ملفًا.",
		"“%s” is open in another process, perhaps another copy of the bot. Stop that one, or give each its own file."), path)
}

// StoreUnusable says that the store cannot be opened.
func (w Words) StoreUnusable(path string) string {
	return fmt.Sprintf(w.pick("تعذّر فتح ملف الحفظ «%s». تأكد أن مجلده موجود ويُكتب فيه، وأن الملف من صنع sibaq.",
		"The store “%s” cannot be opened. See that its folder exists and can be written to, and that sibaq made the file."), path)
}

// FlagHealth describes --health.
func (w Words) FlagHealth() string {
	return w.pick("عنوان فحص السلامة (/healthz و /readyz)، مثل 127.0.0.1:8081", "address of the health check (/healthz, /readyz), e.g. 127.0.0.1:8081")
}

// FlagTokenFile describes --token-file.
func (w Words) FlagTokenFile() string {
	return w.pick("ملف فيه رمز البوت، بدل المتغير DISCORD_TOKEN", "file that holds the bot's token, in place of DISCORD_TOKEN")
}

// FlagPage describes --page.
func (w Words) FlagPage() string {
	return w.pick("بلا رمز: عنوان الصفحة التي يُجرَّب فيها البوت على جهازك", "without a token: address of the page to try the bot on, on this machine")
}

// FlagExpose describes --expose.
func (w Words) FlagExpose() string {
	return w.pick("اسمح بعنوان لـ--page يصل إليه غيرك؛ ومن وصل إلى الصفحة استطاع ما يستطيعه المشرف",
		"let --page be an address that others can reach; whoever reaches the page can do what a moderator can")
}

// FlagLog describes --log.
func (w Words) FlagLog() string {
	return w.pick("مستوى السجل: debug أو info أو warn أو error", "log level: debug, info, warn or error")
}

// VariableToken describes DISCORD_TOKEN.
func (w Words) VariableToken() string {
	return w.pick("رمز البوت؛ لا خيار له لأن خيارات البرنامج يراها غيرك على الجهاز", "the bot's token; it has no flag, since others on the machine can see flags")
}

// VariableNoColor describes NO_COLOR.
func (w Words) VariableNoColor() string {
	return w.pick("إن كان له قيمة فلا ألوان (ولا ألوان إلا في طرفية)", "any value: no colours (there are none but on a terminal)")
}

// VariableLocale describes the variables of the locale.
func (w Words) VariableLocale() string {
	return w.pick("لغة الشرح والأخطاء", "language of help and errors")
}

// Variable introduces the environment variable that stands for a flag.
func (w Words) Variable() string { return w.pick("أو المتغير", "or the variable") }

// Default introduces the value that a flag has when nobody sets it.
func (w Words) Default() string { return w.pick("الأصل", "default") }

// CompareInFull points from an answer about two entities to the command that
// compares them.
func (w Words) CompareInFull(a, b string) string {
	return w.Colon(w.pick("للمقارنة كاملة", "For the whole comparison"), fmt.Sprintf("sibaq compare %q %q", a, b))
}

// Errors of use.

// SeeHelp ends an error of use.
func (w Words) SeeHelp(command string) string {
	return fmt.Sprintf(w.pick("للشرح: %s --help", "See: %s --help"), command)
}

// UnknownFlag says that there is no such flag.
func (w Words) UnknownFlag(flag string) string {
	return fmt.Sprintf(w.pick("لا يوجد خيار باسم %s. إن كان من السؤال فاكتب قبله --.",
		"there is no flag %s. If it is part of the question, write -- before it."), flag)
}

// FlagNeedsValue says that a flag was given without its value.
func (w Words) FlagNeedsValue(flag string) string {
	return fmt.Sprintf(w.pick("الخيار %s يحتاج إلى قيمة.", "%s needs a value."), flag)
}

// BadValue says that a flag or a variable holds what it cannot.
func (w Words) BadValue(name, value string) string {
	return fmt.Sprintf(w.pick("القيمة «%[2]s» لا تصلح لـ %[1]s.", "“%[2]s” is no value for %[1]s."), name, value)
}

// UnknownSubcommand says that there is no such command.
func (w Words) UnknownSubcommand(name string) string {
	return fmt.Sprintf(w.pick("لا يوجد أمر باسم «%s».", "there is no command “%s”."), name)
}

// TooManyWords says that a command was given more than it takes.
func (w Words) TooManyWords() string {
	return w.pick("كلمات أكثر مما يأخذه هذا الأمر. ضع ما فيه مسافات بين علامتي اقتباس.",
		"more words than this command takes. Put quotes around what has spaces.")
}

// WhichShell asks for the shell that a completion script is for.
func (w Words) WhichShell() string {
	return w.pick("اذكر صدفتك: bash أو zsh أو fish أو powershell.", "Name your shell: bash, zsh, fish or powershell.")
}

// BadLine says that a line of the input is no JSON object with the texts that
// it needs.
func (w Words) BadLine(n int, needs []string) string {
	return fmt.Sprintf(w.pick("السطر %d ليس كائن JSON فيه نص باسم %s", "line %d is no JSON object with text under %s"), n,
		strings.Join(needs, w.pick(" و ", " and ")))
}

// NoGoodLine says that every line of the input was wrong.
func (w Words) NoGoodLine() string {
	return w.pick("لم يصلح أي سطر من الدخل؛ أخطاؤها في المخرجات.", "no line of the input was right; the output says what is wrong with each.")
}

// LineTooLong says that a line of the input is longer than limit, in bytes.
func (w Words) LineTooLong(n, limit int) string {
	return fmt.Sprintf(w.pick("السطر %d أطول من %d بايت", "line %d is longer than %d bytes"), n, limit)
}

// BadLang says that a language is not one of the two.
func (w Words) BadLang(lang string) string {
	return fmt.Sprintf(w.pick("«%s» ليست لغة نجيب بها؛ استعمل ar أو en", "“%s” is no language we answer in; use ar or en"), lang)
}

// Errors of knowledge and of serving.

// CannotRead says that a file or folder could not be read.
func (w Words) CannotRead(path string) string {
	return fmt.Sprintf(w.pick("تعذّرت قراءة «%s». تأكد من وجوده ومن صلاحية القراءة.",
		"“%s” could not be read. Check that it exists and that you may read it."), path)
}

// CannotWrite says that a file could not be written.
func (w Words) CannotWrite(path string) string {
	return fmt.Sprintf(w.pick("تعذّرت كتابة «%s».", "“%s” could not be written."), path)
}

// BadKnowledge heads the problems of a folder that cannot be used.
func (w Words) BadKnowledge() string {
	return w.pick("في ملفات المعرفة أخطاء. أصلحها ثم أعد المحاولة:", "The knowledge files have errors. Mend them and try again:")
}

// NoQuestions says that there is nothing to measure a folder by.
func (w Words) NoQuestions() string {
	return w.pick("لا أسئلة تناسب هذا المجلد. أضف إليه ملف questions.txt.", "No questions fit this folder. Give it a questions.txt.")
}

// Stopped says that the work was interrupted.
func (w Words) Stopped() string {
	return w.pick("أُوقف قبل أن يكتمل.", "Stopped before it was done.")
}

// Broken is the error for what should not happen; the cause follows it.
func (w Words) Broken() string {
	return w.pick("حدث خلل لم نتوقعه", "something broke that should not")
}

// NoToken explains what serve needs.
func (w Words) NoToken() string {
	return w.pick(
		"يحتاج البوت إلى رمز (token) من Discord:\n"+
			"  1. افتح https://discord.com/developers/applications وأنشئ تطبيقًا.\n"+
			"  2. من صفحة Bot اضغط Reset Token وانسخ الرمز. لا تشاركه مع أحد.\n"+
			"  3. شغّل: DISCORD_TOKEN=… sibaq serve\n"+
			"     أو ضع الرمز في ملف: DISCORD_TOKEN_FILE=/path/to/token sibaq serve\n"+
			"ولتجربه بلا رمز احذف DISCORD_TOKEN وشغّل sibaq serve: تفتح صفحة على جهازك كأنها قناة في Discord.",
		"The bot needs a token from Discord:\n"+
			"  1. Open https://discord.com/developers/applications and create an application.\n"+
			"  2. On its Bot page press Reset Token and copy the token. Share it with nobody.\n"+
			"  3. Run: DISCORD_TOKEN=… sibaq serve\n"+
			"     or keep the token in a file: DISCORD_TOKEN_FILE=/path/to/token sibaq serve\n"+
			"To try it without one, unset DISCORD_TOKEN and run sibaq serve: it opens a page on your machine that is like a\n"+
			"channel on Discord.")
}

// CannotConnect says that Discord did not let the bot in or could not be had.
func (w Words) CannotConnect() string {
	return w.pick("تعذّر الاتصال بـDiscord. تأكد من الرمز ومن الشبكة", "Discord could not be reached or refused the bot. Check the token and the network")
}

// Invite introduces the link that adds the bot to a server.
func (w Words) Invite() string {
	return w.pick("لإضافة البوت إلى سيرفر", "To add the bot to a server")
}

// Serving says that the bot is up.
func (w Words) Serving() string {
	return w.pick("البوت يعمل. للإيقاف: Ctrl-C", "The bot is running. To stop it: Ctrl-C")
}

// Unwell says that a running bot does not answer its health check.
func (w Words) Unwell(addr string) string {
	return fmt.Sprintf(w.pick("لا يوجد بوت سليم على %s", "no bot is well at %s"), addr)
}

// NeedsHealthAddress asks for the address of the health check.
func (w Words) NeedsHealthAddress() string {
	return w.pick("اذكر العنوان: sibaq health --health 127.0.0.1:8081", "Give the address: sibaq health --health 127.0.0.1:8081")
}

// AddressTaken says that the health address cannot be listened on.
func (w Words) AddressTaken(addr string) string {
	return fmt.Sprintf(w.pick("تعذّر فتح العنوان %s لفحص السلامة. قد يكون مستعملًا.", "the health address %s could not be opened. It may be in use."), addr)
}

// KnowledgeIs names the knowledge by its content hash and says how much it holds.
func (w Words) KnowledgeIs(version string, facts, files int) string {
	return w.Colon(w.pick("إصدار المعرفة", "knowledge version"), version) + w.pick("، ", ", ") + w.Join([]string{w.Facts(facts), w.Files(files)})
}

package say

import "fmt"

// Texts of the page on which the bot can be tried without Discord. What stands
// in braces is put in by the page.

// LocalTitle names the page on which the bot can be tried without Discord.
func (w Words) LocalTitle() string {
	return w.pick("سباق: جرّبه على جهازك", "Sibaq: try it on your machine")
}

// LocalIntro says what the page is.
func (w Words) LocalIntro() string {
	return w.pick("هذه قناة للتجربة على جهازك: يرد البوت هنا كما يرد في Discord، ولا تطلب الصفحة شيئًا من الشبكة.",
		"This is a channel to try things out on your machine: the bot answers as it does on Discord, and the page asks nothing of the network.")
}

// LocalTry stands before commands that one can begin with.
func (w Words) LocalTry() string {
	return w.pick("ابدأ بأحد هذه:", "Begin with one of these:")
}

// LocalMessages names the list of messages.
func (w Words) LocalMessages() string {
	return w.pick("رسائل القناة", "Messages of the channel")
}

// LocalCompose stands in the empty line that one types into.
func (w Words) LocalCompose() string {
	return w.pick("اكتب / لترى الأوامر", "Type / for the commands")
}

// LocalSend sends what was typed.
func (w Words) LocalSend() string { return w.pick("أرسل", "Send") }

// LocalCommands names the list of commands.
func (w Words) LocalCommands() string { return w.pick("الأوامر", "Commands") }

// LocalNoCommand says that no command has the name that was typed.
func (w Words) LocalNoCommand() string {
	return w.pick("لا أمر بهذا الاسم. اكتب / وحدها لترى الأوامر كلها.",
		"No command has that name. Type / alone to see them all.")
}

// LocalSuggestions names the list of completions.
func (w Words) LocalSuggestions() string { return w.pick("اقتراحات", "Suggestions") }

// LocalSearching is shown while completions are on their way.
func (w Words) LocalSearching() string {
	return w.pick("يبحث عن اقتراحات…", "Looking for suggestions…")
}

// LocalRequired says that an option cannot be left empty.
func (w Words) LocalRequired() string { return w.pick("هذا مطلوب", "This is required") }

// LocalBadValue says that an option does not take what was typed.
func (w Words) LocalBadValue() string {
	return w.pick("هذه القيمة لا تصلح هنا", "This value does not fit here")
}

// LocalLeave drops the command that is being written.
func (w Words) LocalLeave() string { return w.pick("اترك الأمر", "Drop the command") }

// LocalAddOption adds an option that may be left out; {name} is its name.
func (w Words) LocalAddOption() string { return w.pick("أضف {name}", "Add {name}") }

// LocalUsed says who gave which command.
func (w Words) LocalUsed() string {
	return w.pick("استعمل {who} الأمر {command}", "{who} used {command}")
}

// LocalApp marks messages of the bot.
func (w Words) LocalApp() string { return w.pick("تطبيق", "APP") }

// LocalModerator names the moderator as whom one can act.
func (w Words) LocalModerator() string { return w.pick("المشرف", "Moderator") }

// LocalMember names the member as whom one can act.
func (w Words) LocalMember() string { return w.pick("العضو", "Member") }

// LocalActAs asks as whom to act.
func (w Words) LocalActAs() string { return w.pick("أنت الآن", "You are") }

// LocalOnlyYou marks a private message.
func (w Words) LocalOnlyYou() string {
	return w.pick("لا يراها غيرك", "Only you can see this")
}

// LocalDismiss takes a private message away.
func (w Words) LocalDismiss() string { return w.pick("أخفِ الرسالة", "Dismiss message") }

// LocalThinking stands where an answer will be.
func (w Words) LocalThinking() string {
	return w.pick("سباق يفكّر…", "sibaq is thinking…")
}

// LocalEdited marks a message that was changed.
func (w Words) LocalEdited() string { return w.pick("(معدّلة)", "(edited)") }

// LocalReplyTo says to whose message another replies.
func (w Words) LocalReplyTo() string { return w.pick("رد على {who}", "Replying to {who}") }

// LocalNoAnswer says that the bot did not answer.
func (w Words) LocalNoAnswer() string {
	return w.pick("لم يُجب البوت. التفاصيل في سجل البرنامج.",
		"The bot did not answer. The program's log has the details.")
}

// LocalFailed says that something did not work.
func (w Words) LocalFailed() string {
	return w.pick("تعذّر ذلك. أعد المحاولة.", "That did not work. Try again.")
}

// LocalLost says that the program cannot be reached.
func (w Words) LocalLost() string {
	return w.pick("انقطع الاتصال بالبرنامج. هل توقف؟ الصفحة تعيد المحاولة.",
		"The program cannot be reached. Has it stopped? The page keeps trying.")
}

// LocalMenu names the menu of a message.
func (w Words) LocalMenu() string { return w.pick("خيارات الرسالة", "Message options") }

// LocalApps is the heading over the commands on a message.
func (w Words) LocalApps() string { return w.pick("التطبيقات", "Apps") }

// LocalCopy copies the text of a message.
func (w Words) LocalCopy() string { return w.pick("انسخ النص", "Copy text") }

// LocalSettings names the page's settings.
func (w Words) LocalSettings() string { return w.pick("الإعدادات", "Settings") }

// LocalTheme asks for colours.
func (w Words) LocalTheme() string { return w.pick("المظهر", "Theme") }

// LocalThemeAuto takes the colours of the system.
func (w Words) LocalThemeAuto() string { return w.pick("كالنظام", "As the system") }

// LocalThemeLight takes light colours.
func (w Words) LocalThemeLight() string { return w.pick("فاتح", "Light") }

// LocalThemeDark takes dark colours.
func (w Words) LocalThemeDark() string { return w.pick("داكن", "Dark") }

// LocalDirection asks in which direction texts of messages run.
func (w Words) LocalDirection() string {
	return w.pick("اتجاه نص الرسائل", "Direction of message texts")
}

// LocalDirectionAuto lets each paragraph decide.
func (w Words) LocalDirectionAuto() string {
	return w.pick("بحسب أول حرف في كل فقرة", "By the first letter of each paragraph")
}

// LocalDirectionLeft makes every paragraph run from the left.
func (w Words) LocalDirectionLeft() string {
	return w.pick("من اليسار دائمًا", "Always from the left")
}

// LocalDirectionWhy explains the two directions.
func (w Words) LocalDirectionWhy() string {
	return w.pick("أجهزة Discord لا تتفق في اتجاه النص العربي، فانظر إليه بالطريقتين. أما الأزرار والصور الرمزية فمن اليسار، كما في Discord بكل لغاته.",
		"Discord's clients differ in the direction of Arabic text, so look at it both ways. Buttons and avatars stand as on Discord, from the left in every language.")
}

// LocalCheck checks the folder.
func (w Words) LocalCheck() string { return w.pick("افحص الملفات", "Check the files") }

// LocalReload reads the folder again.
func (w Words) LocalReload() string { return w.pick("أعد قراءتها", "Read them again") }

// LocalClose closes a dialog.
func (w Words) LocalClose() string { return w.pick("أغلق", "Close") }

// LocalCancel closes a form and sends nothing.
func (w Words) LocalCancel() string { return w.pick("إلغاء", "Cancel") }

// LocalSubmit sends a form.
func (w Words) LocalSubmit() string { return w.pick("أرسل", "Submit") }

// LocalSelect stands in a select in which nothing is chosen.
func (w Words) LocalSelect() string { return w.pick("اختر", "Make a selection") }

// LocalSpoiler stands for text that shows when it is pressed.
func (w Words) LocalSpoiler() string {
	return w.pick("نص مخفي، اضغط ليظهر", "Hidden text, press to show it")
}

// LocalDownload keeps an attachment.
func (w Words) LocalDownload() string { return w.pick("نزّل", "Download") }

// LocalUnknownPart stands for a part of a message that the page does not show; {type} is Discord's number for it.
func (w Words) LocalUnknownPart() string {
	return w.pick("جزء لا تعرضه هذه الصفحة (النوع {type})",
		"A part that this page does not show (type {type})")
}

// LocalNewest leads to the newest messages.
func (w Words) LocalNewest() string {
	return w.pick("إلى أحدث الرسائل", "To the newest messages")
}

// LocalYes is the choice of true.
func (w Words) LocalYes() string { return w.pick("نعم", "Yes") }

// LocalNo is the choice of false.
func (w Words) LocalNo() string { return w.pick("لا", "No") }

// LocalRefused says that the folder cannot be read as it is.
func (w Words) LocalRefused() string {
	return w.pick("في ملفات المعرفة أخطاء، فما زالت المعرفة السابقة تعمل.",
		"The knowledge files have errors, so the knowledge before them is still served.")
}

// LocalWarnings says how many warnings there are about the folder.
func (w Words) LocalWarnings(n int) string {
	return fmt.Sprintf(w.pick("في ملفات المعرفة: %s", "In the knowledge files: %s"), w.Warnings(n))
}

// LocalServing tells where the page is, and how to go to Discord.
func (w Words) LocalServing(url string) string {
	return w.pick("لا رمز (token)، فهذه تجربة على جهازك وليست في Discord. افتح في المتصفح:\n  ",
		"There is no token, so this is a trial on your machine, not on Discord. Open in a browser:\n  ") + url + "\n" +
		w.pick("للإيقاف: Ctrl-C. وللتشغيل في Discord: sibaq serve --help", "To stop it: Ctrl-C. To run it on Discord: sibaq serve --help")
}

// LocalOnlyHere refuses an address that others can reach.
func (w Words) LocalOnlyHere(addr string) string {
	return fmt.Sprintf(w.pick("العنوان %s يصل إليه غيرك، ومن وصل إلى الصفحة استطاع ما يستطيعه المشرف. إن أردت ذلك فأضف --expose.",
		"others can reach %s, and whoever reaches the page can do what a moderator can. If you want that, add --expose."), addr)
}

// LocalAddressTaken says that the page's address cannot be listened on.
func (w Words) LocalAddressTaken(addr string) string {
	return fmt.Sprintf(w.pick("تعذّر فتح العنوان %s للصفحة. قد يكون مستعملًا؛ جرّب --page 127.0.0.1:0",
		"the page's address %s could not be opened. It may be in use; try --page 127.0.0.1:0"), addr)
}

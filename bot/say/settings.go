package say

import (
	"fmt"
)

// Texts of /settings, and of what a server's settings make the bot say.

// CommandSettings describes /settings.
func (w Words) CommandSettings() string {
	return w.pick("كيف يجيب البوت في هذا السيرفر (للمشرفين)", "How the bot answers on this server (moderators)")
}

// SettingsTitle is the title of the panel of settings.
func (w Words) SettingsTitle() string {
	return w.pick("إعدادات البوت في هذا السيرفر", "The bot's settings on this server")
}

// SettingsHow says how the panel works.
func (w Words) SettingsHow() string {
	return w.pick("اختر من القوائم أدناه أو اضغط الأزرار. كل تغيير يُحفظ فورًا.",
		"Choose from the lists below or press the buttons. Each change is saved at once.")
}

// Saved names the setting that was saved.
func (w Words) Saved(setting string) string { return w.Colon(w.pick("حُفظ", "Saved"), setting) }

// NotSaved says that a setting could not be saved.
func (w Words) NotSaved() string {
	return w.pick("لم يُحفظ التغيير بسبب خلل عندنا، وقد سُجّل. بقيت الإعدادات كما كانت. حاول بعد قليل.",
		"The change was not saved: something broke on our side and was logged. The settings are as they were. Please try again in a moment.")
}

// NothingKept refuses what needs a store where the operator gave none.
func (w Words) NothingKept() string {
	return w.pick("لا يحفظ هذا البوت شيئًا، لا إعدادات ولا أسئلة: لم يفعّل مشغّله الحفظ (`--store`).",
		"This bot keeps nothing, neither settings nor questions: its operator has not turned that on (`--store`).")
}

// SettingLang names the setting of the language.
func (w Words) SettingLang() string { return w.pick("لغة الردود", "Language of replies") }

// LangOfAsker is the language setting of a server that has no wish.
func (w Words) LangOfAsker() string { return w.pick("لغة من يسأل", "That of who asks") }

// SettingDigits names the setting of digits.
func (w Words) SettingDigits() string {
	return w.pick("الأرقام في الردود العربية", "Digits in Arabic replies")
}

// DigitsButton changes the digits to those it names.
func (w Words) DigitsButton(arabic bool) string {
	return w.Colon(w.pick("الأرقام", "Digits"), DigitsSample(arabic))
}

// DigitsSample shows digits of a kind.
func DigitsSample(arabic bool) string {
	if arabic {
		return "١٢٣"
	}
	return "123"
}

// SettingPrivate names the setting of who sees answers.
func (w Words) SettingPrivate() string {
	return w.pick("من يرى الأجوبة", "Who sees answers")
}

// SeenBy says who sees answers.
func (w Words) SeenBy(private bool) string {
	if private {
		return w.pick("من يسأل وحده، وله أن يشاركها", "who asks alone, who can share them")
	}
	return w.pick("كل من في القناة", "everyone in the channel")
}

// PrivateButton makes answers private, or public again.
func (w Words) PrivateButton(private bool) string {
	if private {
		return w.pick("اجعل الأجوبة خاصة", "Make answers private")
	}
	return w.pick("اجعل الأجوبة للجميع", "Show answers to all")
}

// SettingChannels names the setting of channels.
func (w Words) SettingChannels() string {
	return w.pick("القنوات التي يجيب فيها", "Channels in which it answers")
}

// AllChannels is said where no channel was chosen.
func (w Words) AllChannels() string { return w.pick("كل القنوات", "all channels") }

// ChooseChannels stands in the empty list of channels.
func (w Words) ChooseChannels() string {
	return w.pick("القنوات التي يجيب فيها (وإلا فكلها)", "Channels in which it answers (none: all)")
}

// SettingRoles names the setting of moderators' roles.
func (w Words) SettingRoles() string {
	return w.pick("أدوار المشرفين", "Roles of moderators")
}

// ManageServerAlone is said where no role was chosen.
func (w Words) ManageServerAlone() string {
	return w.pick("لا أدوار: المشرف من له صلاحية «إدارة السيرفر»", "none: a moderator is who has the “Manage Server” permission")
}

// ChooseRoles stands in the empty list of roles.
func (w Words) ChooseRoles() string {
	return w.pick("أدوار تُعد من المشرفين أيضًا", "Roles that count as moderators, too")
}

// RolesHow tells how those of a role come to see moderators' commands.
func (w Words) RolesHow() string {
	return w.pick("يُخفي Discord أوامر المشرفين عمّن ليست له صلاحية «إدارة السيرفر». ليراها أصحاب هذه الأدوار: إعدادات السيرفر، ثم «التكاملات»، ثم هذا البوت، وأضف الدور إلى كل أمر منها.",
		"Discord hides moderators' commands from who lacks the “Manage Server” permission. For these roles to see them: Server Settings, Integrations, this bot, and add the role to each of the commands.")
}

// RolesByManagersOnly says why the list of roles is off.
func (w Words) RolesByManagersOnly() string {
	return w.pick("لا يغيّر أدوار المشرفين إلا من له صلاحية «إدارة السيرفر».", "Only who has the “Manage Server” permission can change the roles of moderators.")
}

// SettingCooldown names the setting of the pause between questions.
func (w Words) SettingCooldown() string {
	return w.pick("الانتظار بين سؤال العضو والذي بعده", "Pause between a member's questions")
}

// NoPause is said where members need not wait.
func (w Words) NoPause() string { return w.pick("لا انتظار", "none") }

// Pause is how long something takes, in seconds or, where they are whole, in
// minutes or hours.
func (w Words) Pause(n int) string {
	switch {
	case n == 0:
		return w.NoPause()
	case n%3600 == 0:
		return w.count(n/3600, hours)
	case n%60 == 0:
		return w.count(n/60, minutes)
	}
	return w.count(n, seconds)
}

// PauseOf names a pause in a list of them.
func (w Words) PauseOf(n int) string { return w.Colon(w.pick("الانتظار", "Pause"), w.Pause(n)) }

// ModeratorsNeedNotWait says whom the pause does not concern.
func (w Words) ModeratorsNeedNotWait() string {
	return w.pick("لا ينتظر المشرفون", "moderators need not wait")
}

// WaitFirst refuses a question that comes too soon after another.
func (w Words) WaitFirst(n int) string {
	return w.pick("على مهلك: يجيب البوت هنا عن سؤال ثم ينتظر قليلًا. ", "Not so fast: on this server there is a pause between a member's questions. ") +
		w.Colon(w.pick("بقي", "Left"), w.count(n, seconds)) + "."
}

// AskElsewhere refuses to answer in a channel, and names those that are meant
// for it, which are already as Discord shows them.
func (w Words) AskElsewhere(channels []string) string {
	if len(channels) == 1 {
		return fmt.Sprintf(w.pick("أجيب في هذا السيرفر في القناة %s. اسألني هناك.", "On this server I answer in %s. Please ask me there."), channels[0])
	}
	return fmt.Sprintf(w.pick("أجيب في هذا السيرفر في هذه القنوات: %s. اسألني هناك.", "On this server I answer in these channels: %s. Please ask me there."), w.Join(channels))
}

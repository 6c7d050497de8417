package say

import "fmt"

// TokenRefused tells the operator that Discord does not take the bot's token.
func (w Words) TokenRefused() string {
	return w.pick(
		"يرفض Discord رمز البوت. انسخ الرمز من صفحة Bot في Developer Portal، أو أنشئ رمزًا جديدًا بـ Reset Token، ثم ضعه في DISCORD_TOKEN.",
		"Discord refuses the bot's token. Copy it from the Bot page of the Developer Portal, or make a new one there with Reset Token, and put it into DISCORD_TOKEN.")
}

// GatewayRefused tells the operator that Discord ended the connection for
// good, with its close code.
func (w Words) GatewayRefused(code int) string {
	return fmt.Sprintf(w.pick(
		"أنهى Discord الاتصال نهائيًا (الرمز %d). راجع إعدادات البوت في Developer Portal ثم شغّله من جديد.",
		"Discord has ended the connection for good (close code %d). Look at the bot's settings in the Developer Portal, then start it again."), code)
}

// KnowledgeVersion names the knowledge that gave an answer, by its content
// hash.
func (w Words) KnowledgeVersion(hash string) string {
	return w.Colon(w.pick("إصدار المعرفة", "Knowledge version"), hash)
}

// AnswerID names an answer, so that it can be found again.
func (w Words) AnswerID(id string) string { return w.Colon(w.pick("الجواب", "Answer"), id) }

package say

// What moderators read who look after the knowledge from Discord.

// CommandKnowledge describes /knowledge.
func (w Words) CommandKnowledge() string {
	return w.pick("إدارة ملفات المعرفة (للمشرفين)", "Look after the knowledge files (moderators)")
}

// CommandList describes /knowledge list.
func (w Words) CommandList() string {
	return w.pick("الملفات: حقائقها وحداثتها ومشكلاتها", "The files: facts, freshness, problems")
}

// CommandKnowledgeCheck describes /knowledge check.
func (w Words) CommandKnowledgeCheck() string {
	return w.pick("افحص الملفات كلها", "Check all files")
}

// CommandKnowledgeReload describes /knowledge reload.
func (w Words) CommandKnowledgeReload() string {
	return w.pick("أعد قراءة الملفات", "Read the files again")
}

// ListTitle is the title over the files of the folder.
func (w Words) ListTitle() string { return w.pick("ملفات المعرفة", "Knowledge files") }

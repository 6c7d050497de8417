package say

import "fmt"

// What pictures say beside the facts they show.

var rows = noun{"صف واحد", "صفان", "صفوف", "صفًّا", "صف", "row", "rows"}

// PictureOf begins the text that stands for a picture.
func (w Words) PictureOf(title string) string {
	return w.pick("صورة: ", "Picture: ") + title
}

// RowsLeftOut says how many rows a picture has no room for.
func (w Words) RowsLeftOut(n int) string {
	return w.Colon(w.pick("لم تتسع الصورة لما بقي", "The picture has no room for the rest"), w.count(n, rows))
}

// RowsNotListed ends the text that stands for a picture, where that is not all.
func (w Words) RowsNotListed(n int) string {
	return w.Colon(w.pick("لم يُذكر هنا", "Not listed here"), w.count(n, rows))
}

// EarlierLeftOut says how many earlier facts a picture of a timeline has no room for.
func (w Words) EarlierLeftOut(n int) string {
	return w.Colon(w.pick("لم تتسع الصورة لما قبل هذا", "The picture has no room for what came before"), w.Facts(n))
}

// NotDrawn explains the sign that stands for characters that the fonts lack.
func (w Words) NotDrawn(sign string) string {
	return fmt.Sprintf(w.pick("%s مكان حروف أو رموز لا يرسمها خط الصورة، وهي في نص الرد.",
		"%s stands for characters that the picture's fonts lack; the reply's text has them."), sign)
}

// NoCell stands in a cell of a comparison where nothing is known.
func (w Words) NoCell() string { return w.pick("لا معلومة", "not known") }

// PictureWritten says where a picture was written.
func (w Words) PictureWritten(path string) string {
	return w.Colon(w.pick("كُتبت الصورة", "Picture written"), path)
}

// NotAPicture refuses to write a picture over a file that is none.
func (w Words) NotAPicture(path string) string {
	return fmt.Sprintf(w.pick("«%s» موجود وليس صورة PNG، فلم يُكتب فوقه. اختر اسمًا آخر.",
		"“%s” exists and is no PNG picture, so it was left alone. Choose another name."), path)
}

// OnePicture says that a picture is drawn of one result, not of many lines.
func (w Words) OnePicture() string {
	return w.pick("الخيار --out يرسم نتيجة واحدة، فلا يُستعمل مع الدخل القياسي.", "--out draws one result; it cannot be used with standard input.")
}

package knowledge

import "sibaq/knowledge/fold"

// DetailName gives the name of what a key says about a fact, "date" for
// "التاريخ", and "" for a key that the format does not know. It is for those
// who change files: readers get the details themselves.
func DetailName(key string) string { return details[fold.Text(key)] }

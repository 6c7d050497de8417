package repo

// At has a function called at each step of a change: tests stop the process
// there, or let the disk fail.
func (o Options) At(step func(name string) error) Options {
	o.at = step
	return o
}

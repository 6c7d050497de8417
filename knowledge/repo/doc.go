// Package repo is a knowledge folder with its history: a git repository in
// which each change is a commit that names who asked for it and why.
//
// The way of a change, from what is wanted to what is on disk:
//
//  1. Open (repo.go) finds the clone that the folder lies in, or makes one in
//     the folder, and finishes or undoes what a crash interrupted.
//  2. A person wants an [Edit]: new contents of some files. Propose (propose.go)
//     checks it against the folder as it is now (folder.go): the names of files
//     (name.go), their bytes (content.go), the limits, and what knowledge.Load
//     says of the whole. Nothing is written; the [Proposal] tells what would
//     change.
//  3. Commit (commit.go) writes it, if the folder is still what the proposal was
//     checked on. What people changed in the files by hand meanwhile is a commit
//     of its own before it, so that nothing of theirs is lost or passes for
//     somebody else's.
//  4. A journal (journal.go) makes that all or nothing: files, branch and git's
//     index change together, or stay as they were, whenever the process dies.
//
// History, Diff and Revert (history.go) look back; a Revert is an Edit like any
// other. Sync (sync.go) exchanges commits with a remote.
//
// The commits are built from git's objects, never with its worktree commands:
// what somebody has staged, and every file outside the folder, stays as it is.
// go-git is known to this package alone.
package repo

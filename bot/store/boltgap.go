package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"go.etcd.io/bbolt"
)

var (
	idsBucket  = []byte("by id")
	lastBucket = []byte("by last")
)

// lastKey orders gaps by when they were last asked.
func lastKey(g Gap) []byte {
	return append(binary.BigEndian.AppendUint64(nil, uint64(max(0, g.Last.UnixNano()))), g.ID...)
}

// named is a member's id, where ids are kept.
func (b *bolt) named(member string) string {
	if b.options.KeepMembers {
		return member
	}
	return ""
}

func (b *bolt) optedOut(tx *bbolt.Tx, member string) (bool, error) {
	var p Privacy
	err := read(tx.Bucket(privacyBucket), []byte(privacyKey(b.secret, member)), &p)
	return p.OptOut, err
}

// missed changes the gap that a question is, made where there is none.
func (b *bolt) missed(tx *bbolt.Tx, guild string, kind Kind, question string, change func(*Gap)) error {
	of, err := tx.Bucket(gapsBucket).CreateBucketIfNotExists(guildKey(guild))
	if err != nil {
		return err
	}
	for _, name := range [][]byte{idsBucket, lastBucket} {
		if _, err := of.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	if err := b.oldGaps(of); err != nil { // first: what is too old and asked again begins anew
		return err
	}
	g := Gap{ID: gapID(kind, question), Kind: kind}
	fresh := of.Bucket(idsBucket).Get([]byte(g.ID)) == nil
	if err := read(of.Bucket(idsBucket), []byte(g.ID), &g); err != nil {
		return err
	}
	if fresh {
		if _, err := counted(of, 1); err != nil {
			return err
		}
	} else if err := of.Bucket(lastBucket).Delete(lastKey(g)); err != nil {
		return err
	}
	change(&g)
	if err := putGap(of, g); err != nil {
		return err
	}
	return b.oldGaps(of)
}

func putGap(of *bbolt.Bucket, g Gap) error {
	if err := of.Bucket(lastBucket).Put(lastKey(g), nil); err != nil {
		return err
	}
	return write(of.Bucket(idsBucket), []byte(g.ID), g)
}

func dropGap(of *bbolt.Bucket, last []byte) (left int, err error) {
	id := bytes.Clone(last[8:])
	if err := of.Bucket(lastBucket).Delete(last); err != nil {
		return 0, err
	}
	if err := of.Bucket(idsBucket).Delete(id); err != nil {
		return 0, err
	}
	return counted(of, -1)
}

// oldGaps drops the gaps of a guild that were asked longest ago: those that are
// too old and those that are too many.
func (b *bolt) oldGaps(of *bbolt.Bucket) error {
	oldest := b.options.oldest()
	n, err := counted(of, 0)
	for err == nil && n > 0 {
		last, _ := of.Bucket(lastBucket).Cursor().First()
		if last == nil || n <= MaxGaps && !lastAt(last).Before(oldest) {
			return nil
		}
		n, err = dropGap(of, last)
	}
	return err
}

func lastAt(key []byte) time.Time { return time.Unix(0, int64(binary.BigEndian.Uint64(key))) }

// less takes n askings of a member back from a gap, if it is there.
func (b *bolt) less(tx *bbolt.Tx, guild, id string, n int, member string) error {
	of := guildBucket(tx, gapsBucket, guild)
	if of == nil {
		return nil
	}
	var g Gap
	if err := read(of.Bucket(idsBucket), []byte(id), &g); err != nil || g.ID == "" {
		return err
	}
	if g.less(n, member) {
		return putGap(of, g)
	}
	_, err := dropGap(of, lastKey(g))
	return err
}

// eachGap does work on each gap of a guild; what it returns true for is written.
func eachGap(of *bbolt.Bucket, work func(*Gap) bool) error {
	var changed []Gap // bbolt forbids writing while reading
	err := of.Bucket(idsBucket).ForEach(func(_, data []byte) error {
		var g Gap
		if err := json.Unmarshal(data, &g); err != nil {
			return err
		}
		if work(&g) {
			changed = append(changed, g)
		}
		return nil
	})
	for _, g := range changed {
		if err == nil {
			err = putGap(of, g)
		}
	}
	return err
}

// withoutMembers drops the ids of those who asked.
func withoutMembers(of *bbolt.Bucket) error {
	return eachGap(of, func(g *Gap) bool {
		had := len(g.Members) > 0
		g.Members = nil
		return had
	})
}

func (b *bolt) Note(ctx context.Context, asked ...Asked) error {
	if len(asked) == 0 {
		return ctx.Err()
	}
	return b.run(ctx, b.db.Batch, func(tx *bbolt.Tx) error {
		for _, a := range asked {
			if out, err := b.optedOut(tx, a.Member); err != nil {
				return err
			} else if out {
				continue
			}
			if err := count(tx, a); err != nil {
				return err
			}
			if a.Question = clipped(a.Question); a.Question == "" || a.Answered {
				continue
			}
			err := b.missed(tx, a.Guild, Unanswered, a.Question, func(g *Gap) { g.again(a.Question, a.Lang, a.At, nil, b.named(a.Member)) })
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *bolt) Gaps(ctx context.Context, guild string) (out []Gap, err error) {
	oldest := b.options.oldest()
	err = b.run(ctx, b.db.View, func(tx *bbolt.Tx) error {
		of := guildBucket(tx, gapsBucket, guild)
		if of == nil {
			return nil
		}
		return eachGap(of, func(g *Gap) bool {
			if !g.Dismissed && !g.Last.Before(oldest) {
				out = append(out, *g)
			}
			return false
		})
	})
	return mostAsked(out), err
}

func (b *bolt) Dismiss(ctx context.Context, guild string, ids ...string) error {
	return b.change(ctx, guild, ids, (*Gap).dismiss)
}

// change changes gaps of a guild, those that are there.
func (b *bolt) change(ctx context.Context, guild string, ids []string, how func(*Gap)) error {
	return b.run(ctx, b.db.Batch, func(tx *bbolt.Tx) error {
		of := guildBucket(tx, gapsBucket, guild)
		if of == nil {
			return nil
		}
		for _, id := range ids {
			var g Gap
			if err := read(of.Bucket(idsBucket), []byte(id), &g); err != nil {
				return err
			}
			if g.ID == "" {
				continue
			}
			how(&g)
			if err := putGap(of, g); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *bolt) MarkAnswerable(ctx context.Context, guild string, answerable func(Gap) bool) (int, error) {
	return markAnswerable(ctx, b, guild, answerable, func(found map[string]bool) error {
		return b.change(ctx, guild, slices.Collect(maps.Keys(found)), func(g *Gap) { g.Answerable = found[g.ID] })
	})
}

package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"

	"go.etcd.io/bbolt"
)

// entry is a verdict with its key, so that both can be dropped together.
type entry struct {
	Key string `json:"key"`
	Verdict
}

var (
	keysBucket    = []byte("keys")
	numbersBucket = []byte("by number")
)

func (b *bolt) Judge(ctx context.Context, member string, v Verdict) (kept bool, err error) {
	v.Question = clipped(v.Question)
	key := verdictKey(b.secret, member, v)
	data, err := json.Marshal(entry{key, v})
	if err != nil {
		return false, err
	}
	err = b.run(ctx, b.db.Batch, func(tx *bbolt.Tx) error {
		out, err := b.optedOut(tx, member)
		if kept = err == nil && !out; !kept {
			return err
		}
		of, err := tx.Bucket(verdictsBucket).CreateBucketIfNotExists(guildKey(v.Guild))
		if err != nil {
			return err
		}
		keys, err := of.CreateBucketIfNotExists(keysBucket)
		if err != nil {
			return err
		}
		numbers, err := of.CreateBucketIfNotExists(numbersBucket)
		if err != nil {
			return err
		}
		if old := keys.Get([]byte(key)); old != nil {
			if err := b.takeBack(tx, v.Guild, of, old, member); err != nil {
				return err
			}
		}
		next, err := numbers.NextSequence()
		if err != nil {
			return err
		}
		number := binary.BigEndian.AppendUint64(nil, next)
		_, err = counted(of, 1)
		if err := errors.Join(err, numbers.Put(number, data), keys.Put([]byte(key), number), b.oldVerdicts(of)); err != nil || v.Helpful {
			return err
		}
		return b.missed(tx, v.Guild, Unhelpful, v.Question, func(g *Gap) { g.again(v.Question, v.Lang, v.At, v.Facts, b.named(member)) })
	})
	return kept, err
}

// oldVerdicts drops the oldest of a guild's verdicts: those that are too old and
// those that are too many.
func (b *bolt) oldVerdicts(of *bbolt.Bucket) error {
	oldest := b.options.oldest()
	n, err := counted(of, 0)
	for err == nil && n > 0 {
		number, data := of.Bucket(numbersBucket).Cursor().First()
		if number == nil {
			return nil
		}
		var e entry
		if err := json.Unmarshal(data, &e); err != nil {
			return err
		}
		if n <= MaxVerdicts && !e.At.Before(oldest) {
			return nil
		}
		n, err = dropVerdict(of, number, e)
	}
	return err
}

func dropVerdict(of *bbolt.Bucket, number []byte, e entry) (left int, err error) {
	err = errors.Join(of.Bucket(numbersBucket).Delete(number), of.Bucket(keysBucket).Delete([]byte(e.Key)))
	if err != nil {
		return 0, err
	}
	return counted(of, -1)
}

// takeBack drops a verdict of a member, with its part in a gap.
func (b *bolt) takeBack(tx *bbolt.Tx, guild string, of *bbolt.Bucket, number []byte, member string) error {
	number = bytes.Clone(number) // what it came from changes
	var e entry
	if err := read(of.Bucket(numbersBucket), number, &e); err != nil {
		return err
	}
	if _, err := dropVerdict(of, number, e); err != nil || e.Helpful {
		return err
	}
	return b.less(tx, guild, gapID(Unhelpful, e.Question), 1, member)
}

func (b *bolt) Verdicts(ctx context.Context, guild string) (out []Verdict, err error) {
	oldest := b.options.oldest()
	err = b.run(ctx, b.db.View, func(tx *bbolt.Tx) error {
		of := guildBucket(tx, verdictsBucket, guild)
		if of == nil {
			return nil
		}
		return of.Bucket(numbersBucket).ForEach(func(_, data []byte) error {
			var e entry
			if err := json.Unmarshal(data, &e); err != nil {
				return err
			}
			if e.Guild = guild; !e.At.Before(oldest) {
				out = append(out, e.Verdict)
			}
			return nil
		})
	})
	return newestFirst(out), err
}

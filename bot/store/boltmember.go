package store

import (
	"bytes"
	"context"
	"encoding/json"

	"go.etcd.io/bbolt"
)

// What is kept for a member: what they want kept, and what waits for them.

func (b *bolt) Privacy(ctx context.Context, member string) (p Privacy, err error) {
	err = b.run(ctx, b.db.View, func(tx *bbolt.Tx) error {
		return read(tx.Bucket(privacyBucket), []byte(privacyKey(b.secret, member)), &p)
	})
	return p, err
}

func (b *bolt) SetPrivacy(ctx context.Context, member string, p Privacy) error {
	key := []byte(privacyKey(b.secret, member))
	return b.run(ctx, b.db.Batch, func(tx *bbolt.Tx) error {
		if p == (Privacy{}) { // of who has no wish, nothing is there
			return tx.Bucket(privacyBucket).Delete(key)
		}
		return write(tx.Bucket(privacyBucket), key, p)
	})
}

func (b *bolt) Forget(ctx context.Context, member string) (f Forgotten, err error) {
	err = b.run(ctx, b.db.Update, func(tx *bbolt.Tx) error {
		err := eachGuild(tx, verdictsBucket, func(guild string, of *bbolt.Bucket) error {
			var numbers [][]byte
			err := of.Bucket(numbersBucket).ForEach(func(number, data []byte) error {
				var e entry
				if err := json.Unmarshal(data, &e); err != nil {
					return err
				}
				if e.Guild = guild; e.Key == verdictKey(b.secret, member, e.Verdict) {
					numbers = append(numbers, bytes.Clone(number))
				}
				return nil
			})
			for _, number := range numbers {
				if err == nil {
					err = b.takeBack(tx, guild, of, number, member)
				}
			}
			f.Verdicts += len(numbers)
			return err
		})
		if err != nil {
			return err
		}
		err = eachGuild(tx, gapsBucket, func(guild string, of *bbolt.Bucket) error {
			asked := map[string]int{}
			err := eachGap(of, func(g *Gap) bool {
				if n := g.Members[member]; n > 0 {
					asked[g.ID] = n
				}
				return false
			})
			for id, n := range asked {
				if err == nil {
					err = b.less(tx, guild, id, n, member)
				}
			}
			f.Gaps += len(asked)
			return err
		})
		if err != nil {
			return err
		}
		return dropPending(tx, func(p Pending) bool { return p.Member == member })
	})
	return f, err
}

func (b *bolt) Keep(ctx context.Context, p Pending) (string, error) {
	p, err := prepared(p)
	if err != nil {
		return "", err
	}
	err = b.run(ctx, b.db.Batch, func(tx *bbolt.Tx) error {
		of := tx.Bucket(pendingBucket)
		if err := dropPending(tx, Pending.expired); err != nil {
			return err
		}
		if err := write(of, []byte(p.ID), p); err != nil {
			return err
		}
		var all []Pending
		err := eachPending(of, func(p Pending) { all = append(all, p) })
		for _, id := range tooMany(all, p.Guild) {
			if err == nil {
				err = of.Delete([]byte(id))
			}
		}
		return err
	})
	return p.ID, err
}

func eachPending(of *bbolt.Bucket, work func(Pending)) error {
	return of.ForEach(func(id, data []byte) error {
		p := Pending{ID: string(id)}
		if err := json.Unmarshal(data, &p); err != nil {
			return err
		}
		work(p)
		return nil
	})
}

func dropPending(tx *bbolt.Tx, which func(Pending) bool) error {
	of := tx.Bucket(pendingBucket)
	var gone []string
	err := eachPending(of, func(p Pending) {
		if which(p) {
			gone = append(gone, p.ID)
		}
	})
	for _, id := range gone {
		if err == nil {
			err = of.Delete([]byte(id))
		}
	}
	return err
}

func waiting(tx *bbolt.Tx, id string) (p Pending, err error) {
	if id == "" {
		return p, ErrGone
	}
	if err := read(tx.Bucket(pendingBucket), []byte(id), &p); err != nil {
		return p, err
	}
	if p.ID = id; p.expired() { // what is not there has never had time
		return Pending{}, ErrGone
	}
	return p, nil
}

func (b *bolt) Waiting(ctx context.Context, id string) (p Pending, err error) {
	err = b.run(ctx, b.db.View, func(tx *bbolt.Tx) error {
		p, err = waiting(tx, id)
		return err
	})
	return p, err
}

func (b *bolt) Take(ctx context.Context, id string) (p Pending, err error) {
	err = b.run(ctx, b.db.Update, func(tx *bbolt.Tx) error {
		if p, err = waiting(tx, id); err != nil {
			return err
		}
		return tx.Bucket(pendingBucket).Delete([]byte(id))
	})
	return p, err
}

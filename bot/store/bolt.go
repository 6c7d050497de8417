package store

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// ErrInUse is the error of opening a file that another process has open.
var ErrInUse = errors.New("another process has the store open")

// Open opens the store in a file, which it makes, readable by its owner alone,
// where there is none. Writes are on disk when they return.
func Open(path string) (Store, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
	if errors.Is(err, berrors.ErrTimeout) {
		return nil, fmt.Errorf("%w: %s", ErrInUse, path)
	}
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	b := &bolt{db: db}
	if err := db.Update(b.prepare); err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", path, err), db.Close())
	}
	return b, nil
}

// bolt is a store in one file:
//
//	meta      version → 1, secret → 32 random bytes
//	settings  guild → Settings as JSON
//	verdicts  guild → keys: seal → number
//	                  by number: number → entry as JSON; numbers only grow
//
// A direct message's guild "" has the key noGuild, since bbolt allows no empty one.
type bolt struct {
	db     *bbolt.DB
	secret []byte
}

// entry is a verdict with its key, so that both can be dropped together.
type entry struct {
	Key string `json:"key"`
	Verdict
}

var (
	metaBucket     = []byte("meta")
	settingsBucket = []byte("settings")
	verdictsBucket = []byte("verdicts")
	keysBucket     = []byte("keys")
	numbersBucket  = []byte("by number")
	countKey       = []byte("count")
	noGuild        = "-"
)

// layout is the version of what a file holds.
const layout = "1"

func (b *bolt) prepare(tx *bbolt.Tx) error {
	for _, name := range [][]byte{metaBucket, settingsBucket, verdictsBucket} {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	meta := tx.Bucket(metaBucket)
	if have := string(meta.Get([]byte("version"))); have != "" && have != layout {
		return fmt.Errorf("it was written by another version of sibaq (layout %s, this one reads %s)", have, layout)
	}
	if err := meta.Put([]byte("version"), []byte(layout)); err != nil {
		return err
	}
	if b.secret = append([]byte(nil), meta.Get([]byte("secret"))...); len(b.secret) == 32 {
		return nil
	}
	b.secret = make([]byte, 32)
	rand.Read(b.secret) // never fails
	return meta.Put([]byte("secret"), b.secret)
}

func guildKey(guild string) []byte {
	if guild == "" {
		return []byte(noGuild)
	}
	return []byte(guild)
}

// run does work in a transaction, writes of several callers in one.
func (b *bolt) run(ctx context.Context, do func(func(*bbolt.Tx) error) error, work func(*bbolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	err := do(work)
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return ErrClosed
	}
	return err
}

func (b *bolt) Settings(ctx context.Context, guild string) (s Settings, err error) {
	err = b.run(ctx, b.db.View, func(tx *bbolt.Tx) error {
		data := tx.Bucket(settingsBucket).Get(guildKey(guild))
		if data == nil {
			return nil
		}
		return json.Unmarshal(data, &s)
	})
	return s, err
}

func (b *bolt) SetSettings(ctx context.Context, guild string, s Settings) error {
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return b.run(ctx, b.db.Batch, func(tx *bbolt.Tx) error {
		return tx.Bucket(settingsBucket).Put(guildKey(guild), data)
	})
}

func (b *bolt) Judge(ctx context.Context, member string, v Verdict) error {
	key := seal(b.secret, member, v)
	data, err := json.Marshal(entry{key, v})
	if err != nil {
		return err
	}
	return b.run(ctx, b.db.Batch, func(tx *bbolt.Tx) error {
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
		count := uint64(1)
		if n := of.Get(countKey); n != nil {
			count += binary.BigEndian.Uint64(n)
		}
		drop := func(number, key []byte) error {
			count--
			return errors.Join(numbers.Delete(number), keys.Delete(key))
		}
		if old := keys.Get([]byte(key)); old != nil {
			if err := drop(old, []byte(key)); err != nil {
				return err
			}
		}
		for c := numbers.Cursor(); count > MaxVerdicts; {
			number, data := c.First()
			var oldest entry
			if err := json.Unmarshal(data, &oldest); err != nil {
				return err
			}
			if err := drop(number, []byte(oldest.Key)); err != nil {
				return err
			}
		}
		next, err := numbers.NextSequence()
		if err != nil {
			return err
		}
		number := binary.BigEndian.AppendUint64(nil, next)
		return errors.Join(numbers.Put(number, data), keys.Put([]byte(key), number),
			of.Put(countKey, binary.BigEndian.AppendUint64(nil, count)))
	})
}

func (b *bolt) Verdicts(ctx context.Context, guild string) (out []Verdict, err error) {
	err = b.run(ctx, b.db.View, func(tx *bbolt.Tx) error {
		of := tx.Bucket(verdictsBucket).Bucket(guildKey(guild))
		if of == nil {
			return nil
		}
		return of.Bucket(numbersBucket).ForEach(func(_, data []byte) error {
			var e entry
			if err := json.Unmarshal(data, &e); err != nil {
				return err
			}
			e.Guild = guild
			out = append(out, e.Verdict)
			return nil
		})
	})
	return newestFirst(out), err
}

func (b *bolt) Close() error { return b.db.Close() }

package store

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// ErrInUse is the error of opening a file that another process has open.
var ErrInUse = errors.New("another process has the store open")

// Open opens the store in a file, which it makes, readable by its owner alone,
// where there is none. A file of an older version is brought up to date, all at
// once or not at all. Writes are on disk when they return.
func Open(path string, o Options) (Store, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
	if errors.Is(err, berrors.ErrTimeout) {
		return nil, fmt.Errorf("%w: %s", ErrInUse, path)
	}
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	b := &bolt{db: db, options: o}
	if err := db.Update(b.prepare); err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", path, err), db.Close())
	}
	return b, nil
}

// bolt is a store in one file:
//
//	meta      version → layout, secret → 32 random bytes
//	settings  guild → Settings as JSON
//	verdicts  guild → keys: verdictKey → number
//	                  by number: number → entry as JSON; numbers only grow
//	                  count → how many
//	gaps      guild → by id: id → Gap as JSON
//	                  by last: when it was last asked, then id → nothing
//	                  count → how many
//	weeks     guild → name → Week as JSON
//	privacy   privacyKey → Privacy as JSON
//	pending   id → Pending as JSON
//
// A direct message's guild "" has the key noGuild, since bbolt allows no empty one.
type bolt struct {
	db      *bbolt.DB
	options Options
	secret  []byte
}

var (
	metaBucket     = []byte("meta")
	settingsBucket = []byte("settings")
	verdictsBucket = []byte("verdicts")
	gapsBucket     = []byte("gaps")
	weeksBucket    = []byte("weeks")
	privacyBucket  = []byte("privacy")
	pendingBucket  = []byte("pending")
	versionKey     = []byte("version")
	secretKey      = []byte("secret")
	countKey       = []byte("count")
	noGuild        = "-"
)

// layout is the version of what a file holds. Before 2 there were no gaps, weeks,
// privacy and pending.
const layout = "2"

// prepare makes a file what this version reads and writes.
func (b *bolt) prepare(tx *bbolt.Tx) error {
	for _, name := range [][]byte{metaBucket, settingsBucket, verdictsBucket, gapsBucket, weeksBucket, privacyBucket, pendingBucket} {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	meta := tx.Bucket(metaBucket)
	b.secret = append([]byte(nil), meta.Get(secretKey)...)
	if len(b.secret) != 32 {
		b.secret = make([]byte, 32)
		rand.Read(b.secret) // never fails
		if err := meta.Put(secretKey, b.secret); err != nil {
			return err
		}
	}
	switch have := string(meta.Get(versionKey)); have {
	case "", layout:
	case "1":
		if err := b.gapsOfVerdicts(tx); err != nil {
			return err
		}
	default:
		return fmt.Errorf("it was written by another version of sibaq (layout %s, this one reads up to %s)", have, layout)
	}
	if err := meta.Put(versionKey, []byte(layout)); err != nil {
		return err
	}
	return b.sweep(tx)
}

// gapsOfVerdicts makes gaps of the verdicts that were given before gaps were kept.
func (b *bolt) gapsOfVerdicts(tx *bbolt.Tx) error {
	return eachGuild(tx, verdictsBucket, func(guild string, of *bbolt.Bucket) error {
		return of.Bucket(numbersBucket).ForEach(func(_, data []byte) error {
			var e entry
			if err := json.Unmarshal(data, &e); err != nil || e.Helpful {
				return err
			}
			return b.missed(tx, guild, Unhelpful, e.Question, func(g *Gap) { g.again(e.Question, e.Lang, e.At, e.Facts, "") })
		})
	})
}

// sweep drops what is too old, everywhere, and members' ids where they are not
// to be kept.
func (b *bolt) sweep(tx *bbolt.Tx) error {
	err := eachGuild(tx, verdictsBucket, func(_ string, of *bbolt.Bucket) error { return b.oldVerdicts(of) })
	if err == nil {
		err = eachGuild(tx, gapsBucket, func(_ string, of *bbolt.Bucket) error {
			if err := b.oldGaps(of); err != nil || b.options.KeepMembers {
				return err
			}
			return withoutMembers(of)
		})
	}
	if err == nil {
		err = dropPending(tx, Pending.expired)
	}
	return err
}

func (b *bolt) Sweep(ctx context.Context) error { return b.run(ctx, b.db.Update, b.sweep) }

func guildKey(guild string) []byte {
	if guild == "" {
		return []byte(noGuild)
	}
	return []byte(guild)
}

// guildBucket is what is kept of a guild under a name, nil for nothing.
func guildBucket(tx *bbolt.Tx, name []byte, guild string) *bbolt.Bucket {
	return tx.Bucket(name).Bucket(guildKey(guild))
}

// eachGuild does work on what is kept of each under a name.
func eachGuild(tx *bbolt.Tx, name []byte, work func(guild string, of *bbolt.Bucket) error) error {
	all := tx.Bucket(name)
	return all.ForEachBucket(func(key []byte) error {
		guild := string(key)
		if guild == noGuild {
			guild = ""
		}
		return work(guild, all.Bucket(key))
	})
}

// counted changes the number under countKey, and returns it.
func counted(of *bbolt.Bucket, by int) (int, error) {
	n := by
	if data := of.Get(countKey); data != nil {
		n += int(binary.BigEndian.Uint64(data))
	}
	return n, of.Put(countKey, binary.BigEndian.AppendUint64(nil, uint64(n)))
}

// run does work in a transaction; Batch makes one of several callers' writes.
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

func read(of *bbolt.Bucket, key []byte, into any) error {
	if data := of.Get(key); data != nil {
		return json.Unmarshal(data, into)
	}
	return nil
}

func write(of *bbolt.Bucket, key []byte, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return of.Put(key, data)
}

func (b *bolt) Settings(ctx context.Context, guild string) (s Settings, err error) {
	err = b.run(ctx, b.db.View, func(tx *bbolt.Tx) error { return read(tx.Bucket(settingsBucket), guildKey(guild), &s) })
	return s, err
}

func (b *bolt) ChangeSettings(ctx context.Context, guild string, change func(*Settings)) (s Settings, err error) {
	err = b.run(ctx, b.db.Update, func(tx *bbolt.Tx) error {
		s = Settings{}
		of := tx.Bucket(settingsBucket)
		if err := read(of, guildKey(guild), &s); err != nil {
			return err
		}
		change(&s)
		return write(of, guildKey(guild), s)
	})
	return s, err
}

func (b *bolt) Weeks(ctx context.Context, guild string) (out []Week, err error) {
	err = b.run(ctx, b.db.View, func(tx *bbolt.Tx) error {
		of := guildBucket(tx, weeksBucket, guild)
		if of == nil {
			return nil
		}
		return of.ForEach(func(name, data []byte) error {
			w := Week{Name: string(name)}
			if err := json.Unmarshal(data, &w); err != nil {
				return err
			}
			out = append(out, w.clone())
			return nil
		})
	})
	return out, err
}

// count adds to a guild's week.
func count(tx *bbolt.Tx, a Asked) error {
	of, err := tx.Bucket(weeksBucket).CreateBucketIfNotExists(guildKey(a.Guild))
	if err != nil {
		return err
	}
	w := Week{Name: WeekOf(a.At)}
	key := []byte(w.Name)
	fresh := of.Get(key) == nil
	if err := read(of, key, &w); err != nil {
		return err
	}
	w.add(a)
	if err := write(of, key, w); err != nil || !fresh {
		return err
	}
	for of.Inspect().KeyN > MaxWeeks {
		first, _ := of.Cursor().First()
		if err := of.Delete(first); err != nil {
			return err
		}
	}
	return nil
}

func (b *bolt) Guilds(ctx context.Context) (out []string, err error) {
	err = b.run(ctx, b.db.View, func(tx *bbolt.Tx) error {
		seen := map[string]bool{}
		for _, name := range [][]byte{verdictsBucket, gapsBucket, weeksBucket} {
			err := eachGuild(tx, name, func(guild string, of *bbolt.Bucket) error {
				some := name[0] == 'w'
				if n := of.Get(countKey); n != nil {
					some = binary.BigEndian.Uint64(n) > 0
				}
				if some && !seen[guild] {
					seen[guild] = true
					out = append(out, guild)
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	slices.Sort(out)
	return out, err
}

func (b *bolt) Close() error { return b.db.Close() }

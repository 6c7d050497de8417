package card

import (
	"container/list"
	"sync"
)

// cache keeps the pictures that were last asked for, up to a number of bytes.
// It is safe for use by any number of goroutines.
type cache struct {
	mu    sync.Mutex
	limit int
	size  int
	order *list.List // of *entry, the last used first
	byKey map[key]*list.Element
}

// key is the hash of all that a picture shows.
type key [32]byte

type entry struct {
	key key
	pic Picture
}

func newCache(limit int) *cache {
	return &cache{limit: limit, order: list.New(), byKey: map[key]*list.Element{}}
}

func (c *cache) get(k key) (Picture, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[k]
	if !ok {
		return Picture{}, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*entry).pic, true
}

func (c *cache) put(k key, pic Picture) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[k]; ok {
		return
	}
	c.byKey[k] = c.order.PushFront(&entry{k, pic})
	c.size += pic.size()
	for c.size > c.limit && c.order.Len() > 0 {
		old := c.order.Remove(c.order.Back()).(*entry)
		delete(c.byKey, old.key)
		c.size -= old.pic.size()
	}
}

// size is how many bytes a picture takes, with what the cache adds.
func (p Picture) size() int { return len(p.PNG) + len(p.Alt) + 256 }

package discordtest

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
)

// intentGuildMessages is the intent to which messages of servers belong.
const intentGuildMessages = 1 << 9

// Written is a message that a member has written in the channel.
type Written struct {
	s  *Server
	ID string
}

// Write writes a message as the usual member, or with what change alters of it.
// A bot without the intent for messages never gets it, and one without the
// privileged intent gets the text only where it is mentioned: "<@id>".
func (s *Server) Write(content string, change func(map[string]any)) Written {
	s.t.Helper()
	s.Connected(s.t)
	m := s.Posted(content)
	m["guild_id"] = s.GuildID
	if !strings.Contains(content, "<@"+s.AppID+">") && !strings.Contains(content, "<@!"+s.AppID+">") {
		m["content"] = ""
	}
	if change != nil {
		change(m)
	}
	s.mu.Lock()
	last := s.gateway.identifies[len(s.gateway.identifies)-1]
	s.written[str(m["id"])] = m
	s.mu.Unlock()
	if last.Intents&intentGuildMessages != 0 {
		s.dispatch("MESSAGE_CREATE", m)
	}
	return Written{s, str(m["id"])}
}

// Reply waits for the bot's reply to a message and returns it as members see it.
func (w Written) Reply(t testing.TB) map[string]any {
	t.Helper()
	w.s.wait(t, "a reply to a message", func() bool { return w.s.posts[w.ID] != nil })
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	return w.s.posts[w.ID]
}

// Replied reports whether the bot has replied until now.
func (w Written) Replied() bool {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	return w.s.posts[w.ID] != nil
}

// post serves a message that the bot writes in a channel.
func (s *Server) post(in string, body []byte, files []File) answer {
	var data map[string]any
	if json.Unmarshal(body, &data) != nil {
		return refuse(400, 50109, "The request body contains invalid JSON.")
	}
	if !s.allow(http.MethodPost, "/channels/{channel_id}/messages", body, append(checkPost(data), checkFiles(data, files)...)) {
		return refuse(400, 50035, "Invalid Form Body")
	}
	s.mu.Lock()
	defer func() { s.mu.Unlock(); s.changed.Broadcast() }()
	ref, _ := data["message_reference"].(map[string]any)
	to := str(ref["message_id"])
	if s.written[to] == nil || in != channel {
		return refuse(403, 50001, "Missing Access")
	}
	m := merge(map[string]any{
		"id": s.id(time.Now()), "channel_id": in, "type": 19, "content": "", "embeds": []any{}, "components": []any{},
		"timestamp": time.Now().UTC().Format(time.RFC3339), "referenced_message": s.written[to],
		"author": map[string]any{"id": s.AppID, "username": "sibaq", "bot": true},
	}, data)
	s.posts[to] = m
	return answer{200, m}
}

#!/bin/sh
# One window with everything that has to run: database, API, map, gateway.
set -eu
session=harbour
tmux has-session -t "$session" 2>/dev/null && exec tmux attach -t "$session"

tmux new-session -d -s "$session" -n run 'docker compose up database'
tmux split-window -h -t "$session" 'sleep 2; cargo watch -x run'
tmux split-window -v -t "$session" 'cd web && npm run dev'
tmux split-window -v -t "$session" 'cd gateway && go run . --listen 127.0.0.1:10110'
tmux select-layout -t "$session" tiled
exec tmux attach -t "$session"

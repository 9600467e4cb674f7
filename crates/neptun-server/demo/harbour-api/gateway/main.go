// The gateway listens to AIS receivers on the coast and tells the API where vessels are.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"
)

const (
	queueLength = 1024
	workers     = 4
	// A vessel sends every few seconds; nobody needs to see more than this.
	minInterval = 5 * time.Second
)

func main() {
	listen := flag.String("listen", ":10110", "UDP address to receive NMEA sentences on")
	api := flag.String("api", "http://127.0.0.1:8080", "base URL of harbour-api")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *listen, *api); err != nil && !errors.Is(err, context.Canceled) {
		slog.Error("gateway", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, listen, api string) error {
	conn, err := net.ListenPacket("udp", listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", listen, err)
	}
	context.AfterFunc(ctx, func() { _ = conn.Close() })
	slog.Info("ready", "listen", conn.LocalAddr().String(), "api", api)

	positions := make(chan Position, queueLength)
	client := &http.Client{Timeout: 5 * time.Second}
	for range workers {
		go deliver(ctx, client, api, positions)
	}

	last := make(map[uint32]time.Time)
	packet := make([]byte, 2048)
	for {
		n, _, err := conn.ReadFrom(packet)
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return fmt.Errorf("read: %w", err)
		}
		for line := range bytes.Lines(packet[:n]) {
			position, err := Decode(string(bytes.TrimSpace(line)))
			if err != nil {
				// Half of what arrives over the air is noise.
				slog.Debug("ignored", "error", err)
				continue
			}
			if now := time.Now(); now.Sub(last[position.MMSI]) >= minInterval {
				last[position.MMSI] = now
				select {
				case positions <- position:
				default:
					slog.Warn("queue is full", "mmsi", position.MMSI)
				}
			}
		}
	}
}

func deliver(ctx context.Context, client *http.Client, api string, positions <-chan Position) {
	for {
		select {
		case <-ctx.Done():
			return
		case position := <-positions:
			if err := post(ctx, client, api, position); err != nil {
				slog.Warn("not delivered", "mmsi", position.MMSI, "error", err)
			}
		}
	}
}

func post(ctx context.Context, client *http.Client, api string, position Position) error {
	body, err := json.Marshal(position)
	if err != nil {
		return err
	}
	url := fmt.Sprintf("%s/api/positions/%d", api, position.MMSI)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusAccepted {
		return fmt.Errorf("unexpected status %s", response.Status)
	}
	return nil
}

package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Position is where a vessel says she is.
type Position struct {
	MMSI      uint32    `json:"-"`
	Latitude  float64   `json:"latitude"`
	Longitude float64   `json:"longitude"`
	Course    *float64  `json:"course"`
	At        time.Time `json:"at"`
}

var (
	ErrChecksum    = errors.New("checksum does not match")
	ErrNotPosition = errors.New("not a position report")
)

// Decode reads one AIVDM sentence with a class A position report (message types 1, 2 and 3) in it.
func Decode(sentence string) (Position, error) {
	body, sum, ok := strings.Cut(strings.TrimPrefix(sentence, "!"), "*")
	if !ok {
		return Position{}, fmt.Errorf("%q: no checksum", sentence)
	}
	want, err := strconv.ParseUint(sum, 16, 8)
	if err != nil || checksum(body) != byte(want) {
		return Position{}, ErrChecksum
	}
	fields := strings.Split(body, ",")
	if len(fields) != 7 || fields[0] != "AIVDM" || fields[1] != "1" {
		return Position{}, ErrNotPosition
	}
	bits, err := unarmour(fields[5])
	if err != nil {
		return Position{}, err
	}
	if kind := bits.unsigned(0, 6); kind < 1 || kind > 3 {
		return Position{}, ErrNotPosition
	}
	position := Position{
		MMSI:      uint32(bits.unsigned(8, 30)),
		Longitude: float64(bits.signed(61, 28)) / 600_000,
		Latitude:  float64(bits.signed(89, 27)) / 600_000,
		At:        time.Now().UTC(),
	}
	// 181° east and 91° north mean "I do not know".
	if position.Longitude > 180 || position.Latitude > 90 {
		return Position{}, ErrNotPosition
	}
	if course := bits.unsigned(116, 12); course < 3600 {
		degrees := float64(course) / 10
		position.Course = &degrees
	}
	return position, nil
}

func checksum(body string) (sum byte) {
	for i := range len(body) {
		sum ^= body[i]
	}
	return sum
}

// bitString holds six bits per element, as they come over the air.
type bitString []byte

func unarmour(payload string) (bitString, error) {
	bits := make(bitString, 0, len(payload))
	for _, r := range payload {
		switch {
		case r >= '0' && r <= 'W':
			bits = append(bits, byte(r-'0'))
		case r >= '`' && r <= 'w':
			bits = append(bits, byte(r-'`')+40)
		default:
			return nil, fmt.Errorf("%q is not an AIS character", r)
		}
	}
	return bits, nil
}

func (b bitString) unsigned(start, length int) (value uint64) {
	for i := start; i < start+length; i++ {
		value <<= 1
		if i/6 < len(b) && b[i/6]&(1<<(5-i%6)) != 0 {
			value |= 1
		}
	}
	return value
}

func (b bitString) signed(start, length int) int64 {
	shift := 64 - length
	return int64(b.unsigned(start, length)<<shift) >> shift
}

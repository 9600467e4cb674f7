package harmonics

import (
	"math"
	"time"
)

// Constituent is one of the waves that a tide is the sum of.
type Constituent struct {
	Name      string
	Amplitude float64 // metres
	Speed     float64 // degrees per hour
	Phase     float64 // degrees, Greenwich
}

// Height is the level above mean sea level, t being counted from the epoch of the phases.
func Height(constituents []Constituent, t time.Duration) (metres float64) {
	for _, c := range constituents {
		metres += c.Amplitude * math.Cos((c.Speed*t.Hours()-c.Phase)*math.Pi/180)
	}
	return metres
}

package main

import (
	"errors"
	"math"
	"testing"
)

func TestDecode(t *testing.T) {
	got, err := Decode("!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C")
	if err != nil {
		t.Fatal(err)
	}
	if got.MMSI != 477553000 {
		t.Errorf("MMSI = %d", got.MMSI)
	}
	if math.Abs(got.Latitude-47.582833) > 1e-5 || math.Abs(got.Longitude+122.345833) > 1e-5 {
		t.Errorf("position = %f, %f", got.Latitude, got.Longitude)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		sentence string
		want     error
	}{
		"a wrong checksum":   {"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5D", ErrChecksum},
		"half of a sentence": {"!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*3E", ErrNotPosition},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Decode(test.sentence); !errors.Is(err, test.want) {
				t.Errorf("error = %v, want %v", err, test.want)
			}
		})
	}
}

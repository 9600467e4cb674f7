import { describe, expect, it } from "vitest";
import { formatDepth, formatLevel } from "./format";

describe("formatLevel", () => {
  it.each([
    [123, "+1,2 m"],
    [-7, "−0,1 m"],
    [0, "±0,0 m"],
  ])("%i cm is %s", (cm, expected) => expect(formatLevel(cm)).toBe(expected));
});

describe("formatDepth", () => {
  it("says when a berth falls dry", () => expect(formatDepth(-20)).toMatch(/^tørt .0,2 m$/));
  it("rounds to decimetres", () => expect(formatDepth(345)).toBe("3,5 m"));
});

# frozen_string_literal: true

require "csv"
require "time"

Call = Data.define(:port, :arrives_at, :leaves_at) do
  def minutes_in_port = ((leaves_at - arrives_at) / 60).round
end

# Reads a timetable; a night goes past midnight, so a time earlier than the one before belongs to the next day.
def read_calls(path, date)
  previous = Time.at(0)
  rows = CSV.read(path, headers: true, encoding: "UTF-8")
  rows.map do |row|
    times = row.values_at("arrives", "leaves").map do |clock|
      time = Time.parse("#{date} #{clock}")
      time += 86_400 while time < previous
      previous = time
    end
    Call.new(row["port"], *times)
  end
end

if $PROGRAM_NAME == __FILE__
  read_calls(ARGV.fetch(0), ARGV.fetch(1, "2026-11-01")).each do |call|
    puts format("%-12s %s  %3d min", call.port, call.arrives_at.strftime("%a %H:%M"), call.minutes_in_port)
  end
end

#!/usr/bin/env ruby
# frozen_string_literal: true

require "open3"
require "optparse"
require "yaml"

# Fills a template and hands it to the speech synthesiser of the ship.
class Announcement
  LANGUAGES = %w[nb en ja].freeze

  def initialize(templates, kind)
    @texts = templates.fetch(kind)
  end

  def each_text(**values)
    return enum_for(:each_text, **values) unless block_given?

    LANGUAGES.each { |language| yield language, format(@texts.fetch(language), **values) }
  end
end

options = { kind: "arriving", port: "Tromsø", minutes: 10 }
OptionParser.new do |parser|
  parser.on("--kind KIND", "arriving or late")
  parser.on("--port PORT")
  parser.on("--minutes N", Integer)
  parser.on("--reason TEXT")
  parser.on("--dry-run", "print instead of speaking")
end.parse!(into: options)

templates = YAML.load_file(File.join(__dir__, "templates.yaml"))
announcement = Announcement.new(templates, options[:kind])
announcement.each_text(**options.slice(:port, :minutes, :reason)) do |language, text|
  next puts("[#{language}] #{text}") if options[:"dry-run"]

  _, status = Open3.capture2("espeak-ng", "-v", language, text)
  abort "cannot speak #{language}" unless status.success?
end

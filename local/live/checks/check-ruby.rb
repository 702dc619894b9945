# Checks the syntax of Ruby files and of ERB templates, without running them. Arguments: the folder that they are in, and
# their paths below it. Prints what is wrong, and exits with 1 if something is.
root, *paths = ARGV

# What a template compiles to, as far as syntax goes, with the same line numbers: as Rails does, `<%= form do |f| %>` opens
# a block.
opens_block = /((\s|\))do|\{)(\s*\|[^|]*\|)?\s*\z/
compile = lambda do |text|
  text.split(/(<%%|%%>|<%.*?%>)/m).map do |part|
    next "\n" * part.count("\n") unless part.match?(/\A<%(?!%)/)

    code = part[2..-3].sub(/-\z/, "")
    case code
    when /\A#/ then "\n" * part.count("\n")
    when /\A=/
      code = code.sub(/\A==?/, "")
      code.match?(opens_block) ? "output.append= #{code}\n".sub(/\n\z/, ";") : "output.append=(#{code});"
    else "#{code.delete_prefix("-")};"
    end
  end.join
end

faults = paths.filter_map do |path|
  text = File.read(File.join(root, path), encoding: "UTF-8")
  next "#{path}:1: it is not UTF-8" unless text.valid_encoding?

  # `yield` stands in templates and is no mistake there: they are methods.
  source = path.end_with?(".erb") ? "def template(output);#{compile.call(text)}\nend" : text
  RubyVM::InstructionSequence.compile(source, path, path, 1)
  nil
rescue SyntaxError => error
  error.message
end

puts faults
exit faults.empty? ? 0 : 1

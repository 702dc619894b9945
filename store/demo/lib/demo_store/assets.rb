require "digest"
require "fileutils"
require "json"

module DemoStore
  # Static files under names that change with their content, so that they can be cached for ever.
  module Assets
    SOURCE = File.expand_path("../../app/assets", __dir__)
    TARGET = File.expand_path("../../public/assets", __dir__)
    MANIFEST = File.join(TARGET, "manifest.json")

    # The path of a file by the name that it has in app/assets; raises KeyError where there is none.
    def self.path(name) = "/assets/#{names.fetch(name)}"

    # Writes public/assets and its manifest.
    def self.compile
      FileUtils.rm_rf(TARGET)
      FileUtils.mkdir_p(TARGET)
      digested = Dir.children(SOURCE).to_h { |name| [name, digested_name(name)] }
      digested.each { |name, target| FileUtils.cp(File.join(SOURCE, name), File.join(TARGET, target)) }
      File.write(MANIFEST, JSON.generate(digested))
    end

    def self.names
      @names ||= JSON.parse(File.read(MANIFEST))
    end

    def self.digested_name(name)
      digest = Digest::SHA256.file(File.join(SOURCE, name)).hexdigest[0, 16]
      "#{File.basename(name, ".*")}-#{digest}#{File.extname(name)}"
    end
    private_class_method :names, :digested_name
  end
end

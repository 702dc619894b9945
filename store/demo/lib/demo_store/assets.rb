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
      digested = digested_names
      digested.each { |name, target| FileUtils.cp(File.join(SOURCE, name), File.join(TARGET, target)) }
      File.write(MANIFEST, JSON.generate(digested))
    end

    # By the names that they have in app/assets; of code that changes they are made anew with each of its versions.
    def self.names
      version = LiveCode.version
      return @names if @names && @version == version

      @version = version
      @names = LiveCode.on? ? digested_names : JSON.parse(File.read(MANIFEST))
    end

    def self.digested_names
      Dir.children(SOURCE).to_h { |name| [name, digested_name(name)] }
    end

    def self.digested_name(name)
      digest = Digest::SHA256.file(File.join(SOURCE, name)).hexdigest[0, 16]
      "#{File.basename(name, ".*")}-#{digest}#{File.extname(name)}"
    end
    private_class_method :digested_names, :digested_name

    # Serves files of code that changes: the edge asks here for what no release has published.
    class Live
      def initialize(app)
        @app = app
        @files = Rack::Files.new(SOURCE, Rails.application.config.public_file_server.headers)
      end

      def call(env)
        path = env["PATH_INFO"]
        name = Assets.names.key(path.delete_prefix("/assets/")) if path.start_with?("/assets/")
        name ? @files.call(env.merge("PATH_INFO" => "/#{name}")) : @app.call(env)
      end
    end
  end
end

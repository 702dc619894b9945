# Code that changes while the application runs: only where the local environment says so (`local:up --watch`), by naming a
# file that it changes after each change of the code. Both stores of the toolkit share it.
module LiveCode
  FILE = ENV["PARITY_LIVE_CODE"]

  class << self
    def on? = !FILE.nil?

    # Changes with the code; nil where there is none that changes.
    def version
      File.stat(FILE).then { |file| [file.ino, file.mtime] } if on?
    rescue Errno::ENOENT
      nil
    end

    # Classes, templates, routes and translations are loaded again at the first request or job after a change.
    def prepare(config)
      return unless on?

      config.enable_reloading = true
      # Rails would load all classes of all gems again after each change.
      config.eager_load = false
      config.file_watcher = Watcher
      config.to_prepare { LiveCode.load_own_code }
      config.after_initialize do |app|
        LiveCode.reload_templates_alone(app)
        LiveCode.follow_reloads(app)
      end
    end

    # Rails would serve what it could load of a change that raises an error. It is loaded again for each request instead, which
    # fails, until the code changes once more.
    def follow_reloads(app)
      @loaded = true
      app.reloader.before_class_unload { @loaded = false }
      app.reloader.to_prepare { @loaded = true }
    end

    def loaded? = @loaded

    # Rails would load all classes again for a changed template.
    def reload_templates_alone(app)
      views, others = app.reloaders.partition { |reloader| reloader.is_a?(ActionView::CacheExpiry::ViewReloader) }
      app.reloaders.replace(others)
      app.executor.to_run { views.each { |reloader| reloader.execute if reloader.updated? } }
    end

    # Rails would load a changed class when it is first used: an error in it is to be seen by the health check that follows
    # a change, and not by a visitor.
    def load_own_code
      loader = Rails.autoloaders.main
      loader.dirs.each { |folder| loader.eager_load_dir(folder) if folder.start_with?(Rails.root.join("app/").to_s) }
    end
  end

  # Knows of changed files without looking at each of them for every request: they are looked at when the version changes.
  class Watcher
    def initialize(files, directories = {}, &block)
      @files = files
      # A list, or a map to the endings of files that count. Those of gems do not change.
      @directories = directories.map { |directory, endings| [directory.to_s, Array(endings)] }
      @directories.select! { |directory, _| directory.start_with?(Rails.root.to_s) }
      @block = block
      @version = LiveCode.version
      @seen = stamps
    end

    def updated?
      return true unless LiveCode.loaded?

      version = LiveCode.version
      return false if version == @version
      return true if stamps != @seen

      @version = version
      false
    end

    def execute
      @version = LiveCode.version
      @seen = stamps
      @block.call
    end

    def execute_if_updated
      return false unless updated?

      yield if block_given?
      execute
      true
    end

    private

    def stamps
      [*@files, *found].to_h { |path| [path.to_s, stamp(path)] }
    end

    def found
      @directories.flat_map do |directory, endings|
        pattern = endings.empty? ? "**/*" : "**/*.{#{endings.join(",")}}"
        Dir.glob(pattern, base: directory).map { |name| File.join(directory, name) }
      end
    end

    # A time alone would miss a file that is replaced by an older one.
    def stamp(path)
      File.stat(path).then { |file| [file.size, file.mtime, file.ino] }
    rescue Errno::ENOENT
      nil
    end
  end
end

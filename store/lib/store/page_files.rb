require "fileutils"
require "pathname"

module Store
  # Spree's pages load scripts, style sheets and fonts from CDNs. The image has them itself where its build context has
  # lib/assets/npm: a third party that is away, or that serves something else one day, is not part of the store then.
  module PageFiles
    ROOT = Pathname(__dir__).join("../..").expand_path
    # Published and cached like the other assets; the version in each path does what their digests do.
    FOLDER = ROOT.join("public/assets/npm")
    URL = "/assets/npm"

    CDN = %r{https://(?:ga\.jspm\.io/npm:|esm\.sh/|unpkg\.com/|cdn\.jsdelivr\.net/npm/)([\w@.+/-]+)}
    # The one font that Spree asks Google for whatever a theme says.
    GOOGLE_INTER = "https://fonts.googleapis.com/css2?family=Inter:wght@100..900&display=swap"
    INTER = "inter@5.3.0/wght.css"
    # Connections that are opened ahead for fonts from Google, and the font of mails: programs that read mail have others.
    GOOGLE_LINES = %r{^.*(?:<link rel="preconnect" href="https://fonts\.g\w+\.com"|@import url\(['"]?https://fonts\.googleapis\.com/css\?family=Nunito).*\n}

    class << self
      # Runs when the image is built, before Rails reads what this changes. Ends the build where a file is not there that
      # another version of Spree asks a CDN for.
      def put_in_place
        source = ROOT.join("lib/assets/npm")
        return unless source.exist?

        FOLDER.dirname.mkpath
        FileUtils.mv(source, FOLDER)
        Gem::Specification.select { |gem| gem.name.start_with?("spree_") }.each { |gem| rewrite_gem(Pathname(gem.gem_dir)) }
      end

      # Uses the own modules instead of those of a CDN, and forgets those that are part of a bundle.
      def take_over(importmap)
        return unless FOLDER.exist?

        importmap.packages.select { |_name, file| CDN.match?(file.path) }.each do |name, file|
          path = own(file.path)
          path ? importmap.pin(name, to: path, preload: file.preload) : importmap.packages.delete(name)
        end
      end

      # The path of an own copy, if there is one.
      def own(url)
        file = url[CDN, 1]
        "#{URL}/#{file}" if file && FOLDER.join(file).file?
      end

      def inter = ("#{URL}/#{INTER}" if FOLDER.join(INTER).file?)

      private

      def rewrite_gem(folder)
        folder.glob("{app,lib}/**/*.{css,erb,js,scss}").each do |file|
          text = file.read
          changed = rewrite(text)
          file.write(changed) if changed != text
          abort "#{file.relative_path_from(folder)} of #{folder.basename} loads #{$&}: add it to page-files.ts." if changed[CDN]
        end
      end

      def rewrite(text)
        text.gsub(GOOGLE_LINES, "").gsub(GOOGLE_INTER) { inter || _1 }.gsub(CDN) { own($&) || $& }
      end
    end
  end
end

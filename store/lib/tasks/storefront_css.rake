# The storefront's style sheet and Tailwind settings are files of the gem that its install generator would copy into
# the application. They are taken from the gem at build time instead, so that they always fit its version.
# What the style sheet imports goes around Tailwind, which takes a path without a host for a file of the application.
TAILWIND_IMPORTS = /^@import url\([^)]*\);\n/
TAILWIND_SOURCE = Spree::Storefront::Engine.root.join("lib/generators/spree/storefront/install/templates")

task storefront_css: :environment do
  target = Rails.root.join("app/assets/stylesheets/application.tailwind.css")
  mkdir_p target.dirname
  target.write(TAILWIND_SOURCE.join("application.tailwind.css").read.gsub(TAILWIND_IMPORTS, ""))
  cp TAILWIND_SOURCE.join("tailwind.config.js"), Rails.root.join("config/tailwind.config.js")
end

Rake::Task["tailwindcss:build"].enhance(["storefront_css"]) do
  built = Rails.root.join("app/assets/builds/tailwind.css")
  imports = TAILWIND_SOURCE.join("application.tailwind.css").read.scan(TAILWIND_IMPORTS).join
  built.write(imports + built.read)
end

# The storefront's style sheet and Tailwind settings are files of the gem that its install generator would copy into
# the application. They are taken from the gem at build time instead, so that they always fit its version.
task storefront_css: :environment do
  templates = Spree::Storefront::Engine.root.join("lib/generators/spree/storefront/install/templates")
  target = Rails.root.join("app/assets/stylesheets/application.tailwind.css")
  mkdir_p target.dirname
  cp templates.join("application.tailwind.css"), target
  cp templates.join("tailwind.config.js"), Rails.root.join("config/tailwind.config.js")
end

Rake::Task["tailwindcss:build"].enhance(["storefront_css"])

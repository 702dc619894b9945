namespace :assets do
  desc "Writes the static files under digested names to public/assets"
  task precompile: :environment do
    DemoStore::Assets.compile
  end
end

# What a new store needs to sell something. May run again: it creates what is missing and asks nothing.
require_relative "seeds/catalogue"

administrator = Administrator.find_or_initialize_by(email: ENV.fetch("ADMIN_EMAIL"))
password = ENV.fetch("ADMIN_PASSWORD")
is_current = administrator.persisted? && administrator.authenticate(password)
administrator.update!(password: password) unless is_current

Seeds::Catalogue.fill
Rails.cache.clear

# Both engines draw their own maps; these are the modules that they leave to the application.
pin "@hotwired/turbo-rails", to: "turbo.min.js", preload: ["application-spree-storefront"]
pin "@hotwired/stimulus", to: "stimulus.min.js", preload: ["application-spree-storefront"]
# Spree loads this one from a CDN, since its own copy imports a file that is not there: without a network no script of
# the storefront would run. The build context of the toolkit has it, of the npm package swiper; another one leaves the CDN.
pin "swiper/bundle", to: "swiper-bundle.js", preload: false if Store::SWIPER.exist?

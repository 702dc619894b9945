# Both engines draw their own maps; these are the modules that they leave to the application.
pin "@hotwired/turbo-rails", to: "turbo.min.js", preload: ["application-spree-storefront"]
pin "@hotwired/stimulus", to: "stimulus.min.js", preload: ["application-spree-storefront"]
# Spree loads this one from a CDN, since its own copy imports a file that is not there: without a network no script of
# the storefront would run. It is `swiper-bundle.min.js` of the npm package swiper 11.2.2, as a module.
pin "swiper/bundle", to: "swiper-bundle.js", preload: false

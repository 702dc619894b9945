# Both engines draw their own maps; these are the modules that they leave to the application.
pin "@hotwired/turbo-rails", to: "turbo.min.js", preload: ["application-spree-storefront"]
pin "@hotwired/stimulus", to: "stimulus.min.js", preload: ["application-spree-storefront"]

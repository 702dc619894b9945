//= link_tree ../builds
//= link turbo.min.js
//= link stimulus.min.js
//= link swiper-bundle.js

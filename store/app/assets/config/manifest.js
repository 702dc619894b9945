//= link_tree ../builds
//= link turbo.min.js
//= link stimulus.min.js
//= link store.css

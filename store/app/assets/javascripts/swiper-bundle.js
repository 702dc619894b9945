// The package's script, as the module that Spree imports.
//= require swiper-bundle.min

export { Swiper, Swiper as default };

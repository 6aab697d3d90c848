"""For those who develop and translate: what there is to translate, in one gettext catalogue a language (`docs/translating.md`)."""

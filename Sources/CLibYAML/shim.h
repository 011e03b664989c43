// The system's libyaml: `apt-get install libyaml-dev`, `brew install libyaml`.
#include <yaml.h>

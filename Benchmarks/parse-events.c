/* The yardstick of `make bench`: libyaml's event parser over files, on one thread, and nothing else.
 *
 * Reads the paths of the files from standard input, one a line, and prints how many files, bytes and events there were.
 * A file that libyaml rejects counts as far as it was read. Build: cc -O2 parse-events.c -lyaml
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

static unsigned long files, bytes, events;

static void parse(const unsigned char *text, size_t size) {
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) exit(1);
    yaml_parser_set_input_string(&parser, text, size);
    for (int done = 0; !done;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) break;
        done = event.type == YAML_STREAM_END_EVENT;
        events++;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

int main(void) {
    char path[4096];
    unsigned char *buffer = NULL;
    size_t capacity = 0;
    while (fgets(path, sizeof path, stdin)) {
        path[strcspn(path, "\n")] = '\0';
        int file = open(path, O_RDONLY);
        struct stat status;
        if (file < 0 || fstat(file, &status) != 0) {
            perror(path);
            return 1;
        }
        size_t size = (size_t)status.st_size, have = 0;
        if (size > capacity) {
            free(buffer);
            buffer = malloc(capacity = size * 2);
            if (!buffer) return 1;
        }
        while (have < size) {
            ssize_t count = read(file, buffer + have, size - have);
            if (count <= 0) break;
            have += (size_t)count;
        }
        close(file);
        files++;
        bytes += have;
        parse(buffer, have);
    }
    printf("%lu files, %lu bytes, %lu events\n", files, bytes, events);
    return 0;
}

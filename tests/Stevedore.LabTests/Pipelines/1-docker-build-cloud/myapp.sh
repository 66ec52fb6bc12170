#!/bin/sh
echo "myapp on $(uname -m)"

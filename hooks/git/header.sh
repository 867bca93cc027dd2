#!/bin/sh
# Made by git-swarm, removed by 'git swarm deinit'. Lines of your own go below the block.

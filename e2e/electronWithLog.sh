#!/usr/bin/env bash
# Starts Electron in this very process (same id, so signals reach it) and keeps a copy of all it says from
# the first line on. The variables are for this script, not for the application.
electron=$PASSERELLE_ELECTRON
log=$PASSERELLE_ELECTRON_LOG
unset PASSERELLE_ELECTRON PASSERELLE_ELECTRON_LOG
exec "$electron" "$@" > >(exec tee -a "$log") 2> >(exec tee -a "$log" >&2)

using System.Globalization;

namespace GitSwarm.TestKit;

/// <summary>The text of the shell script that stands in for git.</summary>
internal static class FaultShim
{
    internal static string Text(string folder, string git, FaultMode mode, int call, double delay, int tests)
    {
        // printf is part of the shell, and with -C creates a file or fails: a number is taken without starting anything.
        var head = $$"""
            #!/bin/sh
            git={{Quote(git)}}
            n=1
            set -C
            until printf '%s\n' "$*" 2>/dev/null >{{Quote(folder)}}/call.$n; do n=$((n + 1)); done 2>/dev/null
            set +C
            [ $n -eq {{call}} ] || exec "$git" "$@"
            kill_caller() {
              if [ $PPID -eq {{tests}} ]; then
                echo "fatal: fault: the caller is the process of the tests; it is not killed" >&2
                exit 128
              fi
              kill -9 $PPID
            }

            """;
        return head + Fault(mode, delay) + "\n";
    }

    private static string Fault(FaultMode mode, double delay) =>
        mode switch
        {
            FaultMode.None => "exec \"$git\" \"$@\"",
            FaultMode.Refuse => "echo \"fatal: fault: call $n of git was made to fail\" >&2; exit 128",
            FaultMode.KillCallerBefore => "kill_caller; exit 137",
            FaultMode.KillCallerAfter => "\"$git\" \"$@\"; kill_caller; exit 137",
            // A shell gives its background children an empty input, hence the detour over 3.
            FaultMode.KillGit => string.Create(
                CultureInfo.InvariantCulture,
                $"exec 3<&0; \"$git\" \"$@\" <&3 3<&- & {(delay > 0 ? $"sleep {delay:F3}; " : "")}kill -9 $!; wait $! 2>/dev/null; kill -9 $$"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(mode)),
        };

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}

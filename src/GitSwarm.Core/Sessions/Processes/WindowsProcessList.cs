using System.Globalization;

namespace GitSwarm.Sessions.Processes;

/// <summary>Reads the list of processes that PowerShell prints as comma-separated values.</summary>
internal static class WindowsProcessList
{
    /// <summary>The number of the process <c>System</c>, the same on every Windows.</summary>
    internal const int SystemPid = 4;

    /// <summary>The PowerShell command; times come as ticks in UTC, which no locale touches.</summary>
    internal const string Query =
        "[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false; "
        + "Get-CimInstance Win32_Process | Select-Object ProcessId, ParentProcessId, Name, "
        + "@{n='Start'; e={$_.CreationDate.ToUniversalTime().Ticks}}, CommandLine | ConvertTo-Csv -NoTypeInformation";

    /// <summary>The processes by number; rows of another form are skipped.</summary>
    /// <remarks>
    /// Windows keeps a parent's number after the parent is gone and gives it to others: a parent that started after its
    /// child is none, and is reported as 0.
    /// </remarks>
    internal static IReadOnlyDictionary<int, ProcessEntry> Parse(string csv)
    {
        var found = new Dictionary<int, ProcessEntry>();
        foreach (var row in CommaSeparated.Rows(csv).Skip(1))
        {
            if (row.Length == 5 && Number(row[0]) is { } pid && Number(row[1]) is { } parent)
            {
                found[(int)pid] = new ProcessEntry((int)pid, (int)parent, row[3], row[2], WindowsCommandLine.Split(row[4]), 0);
            }
        }
        return found.ToDictionary(
            pair => pair.Key,
            pair => IsParent(found.GetValueOrDefault(pair.Value.Parent), pair.Value) ? pair.Value : pair.Value with { Parent = 0 }
        );
    }

    private static bool IsParent(ProcessEntry? parent, ProcessEntry child) =>
        parent is not null && parent.Pid != child.Pid && (Number(parent.Start) ?? 0) <= (Number(child.Start) ?? 0);

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

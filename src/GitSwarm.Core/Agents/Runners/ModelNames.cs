namespace GitSwarm.Agents.Runners;

/// <summary>Names of models.</summary>
internal static class ModelNames
{
    /// <summary>True for a name that only Claude Code understands.</summary>
    public static bool IsShort(string? model) => model is "sonnet" or "opus" or "haiku" or "fable";

    /// <summary>What is said of one that a program is not told.</summary>
    public static string Gap(string runner, string model) =>
        $"{runner} does not know the model {model}, and takes the one its user has set";
}

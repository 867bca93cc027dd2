namespace GitSwarm.Cli;

/// <summary>Terminal attributes (ECMA-48 SGR); the text as it is where they are not wanted.</summary>
public sealed class Style(bool on)
{
    /// <summary>Bold.</summary>
    public string Bold(string text) => Wrap(text, "1");

    /// <summary>Faint.</summary>
    public string Dim(string text) => Wrap(text, "2");

    /// <summary>Green.</summary>
    public string Green(string text) => Wrap(text, "32");

    /// <summary>Yellow.</summary>
    public string Yellow(string text) => Wrap(text, "33");

    private string Wrap(string text, string code) => on ? $"\e[{code}m{text}\e[0m" : text;
}

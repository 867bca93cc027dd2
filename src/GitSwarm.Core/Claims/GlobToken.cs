using System.Text;

namespace GitSwarm.Claims;

/// <summary>One step of a <see cref="Glob"/>.</summary>
/// <param name="Kind">What it takes.</param>
/// <param name="Character">Folded; of <see cref="GlobKind.Character"/>.</param>
/// <param name="Class">Of <see cref="GlobKind.Class"/>.</param>
internal readonly record struct GlobToken(GlobKind Kind, Rune Character = default, GlobClass? Class = null)
{
    internal static GlobToken Slash { get; } = new(GlobKind.Character, new Rune('/'));

    internal bool IsSlash => Kind == GlobKind.Character && Character.Value == '/';
}

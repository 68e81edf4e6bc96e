//! A view with something in every field: each list has one element, each choice is true. What a
//! template names that is not here does not exist.
//!
//! It is made by asking the view's own type which fields it has, so no field can be forgotten.

use serde::de::value::{Error, StrDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

/// The text in every field of a skeleton.
pub const FILLING: &str = "Text";

/// A view of this type with something in every field.
pub fn skeleton<'de, V: Deserialize<'de>>() -> Result<V, Error> {
    V::deserialize(Skeleton)
}

#[derive(Clone, Copy)]
struct Skeleton;

impl<'de> Deserializer<'de> for Skeleton {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("a view holds strings, booleans, small numbers, lists and views only"))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(FILLING)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(true)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u32(1)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(One(true))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_map(Fields(fields))
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 f64 char str bytes byte_buf option unit
        unit_struct newtype_struct tuple tuple_struct map enum identifier ignored_any
    }
}

/// A list of one.
struct One(bool);

impl<'de> SeqAccess<'de> for One {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if std::mem::take(&mut self.0) { seed.deserialize(Skeleton).map(Some) } else { Ok(None) }
    }
}

/// The fields of a view that are still to be filled.
struct Fields(&'static [&'static str]);

impl<'de> MapAccess<'de> for Fields {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((first, rest)) = self.0.split_first() else { return Ok(None) };
        self.0 = rest;
        seed.deserialize(StrDeserializer::new(first)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(Skeleton)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::view::{FullPack, Letter};

    #[test]
    fn every_view_has_a_skeleton() {
        let letter: Letter = skeleton().expect("letters are plain");
        assert_eq!((letter.kind.as_str(), letter.missing.len(), letter.frame.draft), (FILLING, 1, true));
        let pack: FullPack = skeleton().expect("packs are plain");
        assert_eq!(pack.profiles[0].returns[0].facts[0].text, FILLING);
    }
}
